//! The volume of the certificates: added where that is sure, and taken out again.

use super::awk::{Answers, Awk, Folder, awks};
use super::keys::Keys;
use super::oracle::{Parser, parsers};
use super::{Random, say, short};
use serde_json::{Value, json};

const VOLUME: &str = "/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro";

fn slices<'a>(answers: impl IntoIterator<Item = &'a Answers>) -> impl Iterator<Item = &'a [u8]> {
    let both = answers
        .into_iter()
        .flat_map(|one| [&one.edited, &one.removed]);
    both.flatten().map(Vec::as_slice)
}

fn with_volume(folder: &Folder, awks: &[Awk], documents: &[Vec<u8>]) -> Vec<Answers> {
    let mut all = awks
        .iter()
        .map(|awk| folder.with_volume(awk, documents, VOLUME));
    let first = all.next().expect("an awk");
    for others in all {
        for ((one, other), document) in first.iter().zip(&others).zip(documents) {
            assert!(one == other, "{one:?}\n{other:?}\n{}", short(document));
        }
    }
    first
}

/// The volumes of the runner at this place.
fn volumes(tree: &mut Value, index: usize) -> &mut Value {
    &mut tree["runners"][index]["docker"]["volumes"]
}

/// With the volume in the list of a runner, or without.
fn same_but_volume(parser: &Parser, plain: &[u8], mounted: &[u8], statuses: &[&str]) -> usize {
    let (mut plain, mut mounted) = (parser.tree(plain).clone(), parser.tree(mounted).clone());
    let mut added = 0;
    for (index, status) in statuses.iter().enumerate() {
        if plain["runners"][index]["docker"] == mounted["runners"][index]["docker"] {
            continue;
        }
        assert!(["ours", "absent", "old"].contains(status), "{status}");
        let mut list = volumes(&mut plain, index).take();
        if list.is_null() {
            list = json!([]);
        }
        list.as_array_mut().expect("a list").push(json!(VOLUME));
        assert_eq!(list, volumes(&mut mounted, index).take());
        added += 1;
    }
    // Both have a null where there was none, or where it was taken.
    assert_eq!(plain, mounted);
    added
}

/// With the volume, the same as without it but for the volume; and taken out, nothing is left of it.
pub(super) fn with_one_more(
    folder: &Folder,
    awks: &[Awk],
    documents: &[&Vec<u8>],
    without: &[&Answers],
) -> usize {
    let documents: Vec<_> = documents.iter().copied().cloned().collect();
    let with = with_volume(folder, awks, &documents);
    let edited: Vec<_> = with.iter().filter_map(|one| one.edited.clone()).collect();
    let again = with_volume(folder, &awks[..1], &edited);
    let texts: Vec<_> = slices(without.iter().copied())
        .chain(slices(&with))
        .chain(slices(&again))
        .collect();
    let parsers = parsers(&texts);
    let (mut added, mut again) = (0, again.iter());
    for (plain, mounted) in without.iter().zip(&with) {
        assert_eq!(plain.list, mounted.list);
        let (Some(before), Some(after)) = (&plain.edited, &mounted.edited) else {
            assert_eq!(plain.edited, mounted.edited);
            continue;
        };
        let again = again.next().expect("an answer");
        assert_eq!(again.edited.as_ref(), Some(after), "edited twice");
        let taken = again.removed.as_ref().expect("a document");
        assert!(
            !String::from_utf8_lossy(taken).contains(VOLUME)
                || String::from_utf8_lossy(before).contains(VOLUME)
        );
        for parser in &parsers {
            if parser.refuses(before) {
                assert_eq!(before, after);
                continue;
            }
            added += same_but_volume(parser, before, after, &mounted.statuses());
        }
    }
    added
}

/// A [runners.docker], what becomes of its volumes, and what is left when they are taken out.
const TABLE: &[(&str, Option<&str>)] = &[
    // The Runner's own writing.
    (
        "  [runners.docker]\n    volumes = [\"/cache\"]\n",
        Some("  [runners.docker]\n    volumes = [\"/cache\", \"V\"]\n"),
    ),
    (
        "  [runners.docker]\n    volumes = []\n",
        Some("  [runners.docker]\n    volumes = [\"V\"]\n"),
    ),
    (
        "[runners.docker]\r\n\tvolumes = [\"/a, \", \"/b\"]\r\n",
        Some("[runners.docker]\r\n\tvolumes = [\"/a, \", \"/b\", \"V\"]\r\n"),
    ),
    (
        "  [runners.docker]\n    image = \"a\"\n",
        Some("  [runners.docker]\n    volumes = [\"V\"]\n    image = \"a\"\n"),
    ),
    (
        "  [runners.docker]",
        Some("  [runners.docker]\n    volumes = [\"V\"]"),
    ),
    (
        "  [runners.docker]\n    volumes = [\"/etc/gitlab-runner/certs:/etc/gitlab-runner/certs:ro\"]\n",
        Some(
            "  [runners.docker]\n    volumes = [\"/etc/gitlab-runner/certs:/etc/gitlab-runner/certs:ro\", \"V\"]\n",
        ),
    ),
    // Another certificate at the same place, or ours already.
    (
        "  [runners.docker]\n    volumes = [\"/my.crt:/etc/gitlab-runner/certs/ca.crt\"]\n",
        None,
    ),
    (
        "  [runners.docker]\n    volumes = [\"/my.crt:/etc/gitlab-runner/certs/ca.crt:ro\", \"/b\"]\n",
        None,
    ),
    // As people write it.
    (
        "  [runners.docker]\n    volumes = [\"/cache\"] # ours\n",
        None,
    ),
    ("  [runners.docker]\n    volumes = ['/cache']\n", None),
    ("  [runners.docker]\n    volumes = [\"a\\\\b\"]\n", None),
    (
        "  [runners.docker]\n    volumes = [\n      \"/cache\",\n    ]\n",
        None,
    ),
    ("  [runners.docker]\n    volumes=[\"/cache\"]\n", None),
    ("  [runners.docker]\n    Volumes = [\"/cache\"]\n", None),
    ("  [runners.docker]\n    \"volumes\" = [\"/cache\"]\n", None),
    ("  [runners.docker]\n    volumes = \"/cache\"\n", None),
    ("  docker = { volumes = [\"/cache\"] }\n", None),
    ("  docker.volumes = [\"/cache\"]\n", None),
    ("  [runners.docker.sysctls]\n", None),
    ("", None),
];

#[test]
fn the_volume_goes_where_it_surely_belongs() {
    let awks = awks();
    if awks.is_empty() {
        return;
    }
    let keys = Keys::new(&mut Random(0));
    let folder = Folder::new(&keys);
    let whole = |docker: &str| {
        let start = "[[runners]]\n  executor = \"docker\"\n";
        format!(
            "{start}{}",
            docker.replace("\"V\"", &format!("\"{VOLUME}\""))
        )
    };
    let documents: Vec<_> = TABLE
        .iter()
        .map(|(docker, _)| whole(docker).into_bytes())
        .collect();
    let without: Vec<_> = folder.all(&awks[0], &documents);
    let with = with_volume(&folder, &awks, &documents);
    for (((docker, then), plain), mounted) in TABLE.iter().zip(&without).zip(&with) {
        let text = |bytes: &Option<Vec<u8>>| {
            String::from_utf8(bytes.clone().expect("text")).expect("UTF-8")
        };
        let plain = text(&plain.edited);
        let meant = plain.replace(
            docker,
            &whole(then.unwrap_or(docker))["[[runners]]\n  executor = \"docker\"\n".len()..],
        );
        assert_eq!(text(&mounted.edited), meant, "{docker}");
    }
    let (some, plain): (Vec<_>, Vec<_>) = documents.iter().zip(&without).unzip();
    let added = with_one_more(&folder, &awks, &some, &plain);
    assert!(added >= 6, "{added}");
    // Taken out of what the Runner wrote meanwhile, wherever it stands in the list.
    let lists = [
        ("[\"V\"]", None),
        ("[\"V\", \"/b\"]", Some("[\"/b\"]")),
        ("[\"/a\", \"V\"]", Some("[\"/a\"]")),
        ("[\"/a\", \"V\", \"/b\"]", Some("[\"/a\", \"/b\"]")),
        ("[\"/a\", \"V:z\"]", Some("[\"/a\", \"V:z\"]")),
    ];
    let table = |list: Option<&str>| {
        let docker = list.map_or("  [runners.docker]\n".to_owned(), |list| {
            format!(
                "  [runners.docker]\n    volumes = {}\n",
                list.replace('V', VOLUME)
            )
        });
        format!("[[runners]]\n  executor = \"docker\"\n{docker}").into_bytes()
    };
    let documents = lists.map(|(list, _)| table(Some(list)));
    for ((list, left), answers) in lists.iter().zip(with_volume(&folder, &awks, &documents)) {
        assert_eq!(answers.removed, Some(table(*left)), "{list}");
    }
    say(&format!(
        "volumes.awk: {} tables as people write them",
        TABLE.len()
    ));
}

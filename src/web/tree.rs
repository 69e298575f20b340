//! The files as a person finds them on the machine: a tree of folders, then what is pasted and read.

use super::row::Row;
use super::sheet::Sheet;
use super::state::{Action, Page};
use super::words;
use crate::artifacts::{Artifact, Place};
use crate::say::{Lang, Say};
use std::rc::Rc;
use yew::prelude::*;

/// One line of the tree, with the part of the path that it shows.
enum Node<'a> {
    File(&'a str, &'a Rc<Sheet>),
    Folder(&'a str, Vec<Node<'a>>),
}

/// Sorts paths into folders, in the order in which they come. A folder with one file in it is no
/// line of its own, nor is one whose only content is another folder.
fn grow<'a>(files: &[(&'a str, &'a Rc<Sheet>)]) -> Vec<Node<'a>> {
    let mut nodes = Vec::new();
    let mut rest = files;
    while let Some(&(path, sheet)) = rest.first() {
        let top = top(path);
        let within = |path: &str| !top.is_empty() && path.starts_with(top);
        let count = rest.iter().take_while(|(path, _)| within(path)).count();
        if count < 2 {
            nodes.push(Node::File(path, sheet));
            rest = &rest[1..];
            continue;
        }
        let (inside, after) = rest.split_at(count);
        let mut folder = top;
        while let deeper = &path[..folder.len() + self::top(&path[folder.len()..]).len()]
            && deeper.len() > folder.len()
            && inside.iter().all(|(path, _)| path.starts_with(deeper))
        {
            folder = deeper;
        }
        let inside: Vec<_> = inside
            .iter()
            .map(|(path, sheet)| (&path[folder.len()..], *sheet))
            .collect();
        nodes.push(Node::Folder(folder, grow(&inside)));
        rest = after;
    }
    nodes
}

/// The first folder of a path, with its slashes.
fn top(path: &str) -> &str {
    let inner = path.strip_prefix('/').unwrap_or(path);
    let end = inner
        .find('/')
        .map(|slash| slash + 1 + path.len() - inner.len());
    &path[..end.unwrap_or_default()]
}

/// One part of the tree: its class, its heading, and which papers are in it.
type Kind = (&'static str, Say, fn(&Sheet) -> bool);

/// The tree of all papers.
pub(super) fn tree(
    sheets: &[Rc<Sheet>],
    chosen: Option<Row<Artifact>>,
    lang: Lang,
    dispatch: &UseReducerDispatcher<Page>,
) -> Html {
    let kinds: [Kind; 4] = [
        ("run", words::RUN, |sheet| sheet.artifact.run.is_some()),
        ("machine", words::ON_HOST, |sheet| {
            matches!(sheet.artifact.place(), Place::Host(_))
        }),
        ("paste", words::PASTE, |sheet| {
            matches!(sheet.artifact.place(), Place::Paste(_))
        }),
        ("read", words::READ, |sheet| {
            sheet.artifact.place() == Place::Read && sheet.artifact.run.is_none()
        }),
    ];
    let kind = |(class, title, is): &Kind| {
        let own = sheets.iter().filter(|sheet| is(sheet));
        let own: Vec<_> = own.map(|sheet| (&*sheet.title, sheet)).collect();
        html! {
            if !own.is_empty() {
                <div class={classes!("kind", *class)}>
                    <h3>{ title.pick(lang) }</h3>
                    { branch(&grow(&own), chosen, lang, dispatch) }
                </div>
            }
        }
    };
    html! {
        <nav class="contents" aria-label={words::CONTENTS.pick(lang)}>{ for kinds.iter().map(kind) }</nav>
    }
}

fn branch(
    nodes: &[Node],
    chosen: Option<Row<Artifact>>,
    lang: Lang,
    dispatch: &UseReducerDispatcher<Page>,
) -> Html {
    let node = |node: &Node| match node {
        Node::Folder(name, inside) => html! {
            <li><code class="folder">{ *name }</code>{ branch(inside, chosen, lang, dispatch) }</li>
        },
        Node::File(name, sheet) => {
            let (dispatch, row) = (dispatch.clone(), sheet.artifact);
            let choose = move |_: MouseEvent| dispatch.dispatch(Action::Choose(row));
            html! {
                <li>
                    <button type="button" class="file" aria-current={(chosen == Some(row)).then_some("true")}
                        data-path={row.path} onclick={choose}>
                        <code>{ *name }</code>
                        if sheet.secret {
                            { " " }<span class="tag">{ words::SECRET.pick(lang) }</span>
                        }
                        if sheet.changes.any() {
                            { " " }<span class="changed">{ words::CHANGED.pick(lang) }</span>
                        }
                    </button>
                </li>
            }
        }
    };
    html! { <ul>{ for nodes.iter().map(node) }</ul> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Form, read};
    use crate::web::sheet::{Draw, Texts};

    fn drawn(nodes: &[Node], depth: usize, lines: &mut Vec<String>) {
        for node in nodes {
            match node {
                Node::File(name, _) => lines.push(format!("{}{name}", "  ".repeat(depth))),
                Node::Folder(name, inside) => {
                    lines.push(format!("{}{name}", "  ".repeat(depth)));
                    drawn(inside, depth + 1, lines);
                }
            }
        }
    }

    #[test]
    fn folders_are_shared_and_no_path_is_lost() {
        let form = br#"{"dind": "tls"}"#;
        let reading = read(&Form::from_json(form).expect("a form"));
        let none = Texts::default();
        let sheets = Sheet::all(&reading.plan, Lang::En, Draw::First, None, &none);
        let sheets: Vec<_> = sheets.into_iter().map(Rc::new).collect();
        let host = sheets
            .iter()
            .filter(|sheet| matches!(sheet.artifact.place(), Place::Host(_)));
        let host: Vec<_> = host.map(|sheet| (&*sheet.title, sheet)).collect();
        let mut lines = Vec::new();
        drawn(&grow(&host), 0, &mut lines);
        let expected = [
            "/etc/",
            "  cntlm.conf",
            "  systemd/system/",
            "    cntlm.service.d/docker0.conf",
            "    docker.service.d/http-proxy.conf",
            "    gitlab-runner.service.d/http-proxy.conf",
            "/root/.docker/config.json",
        ];
        assert_eq!(lines, expected);
    }
}

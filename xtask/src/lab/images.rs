//! The images of the lab, made of Debian packages and kept from one run to the next.
//!
//! A recipe is a Debian release, a script that runs inside of it, and files beside the script. Its
//! hash is the image's tag, so an image is made anew exactly when its recipe changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use super::outer::{LABEL, Outer};
use super::shell::{hear, must};
use crate::process::timed;
use crate::{Outcome, root};

/// What every release is bootstrapped with.
const BASE: &str = "--include=systemd,systemd-sysv,dbus,ca-certificates,iproute2,procps,passwd";

/// How one image is made.
pub(super) struct Recipe {
    pub(super) name: &'static str,
    suite: &'static str,
    script: &'static str,
    /// Words for the script.
    packages: &'static [&'static str],
    /// Files below `tests/lab` that stand beside the script.
    files: &'static [&'static str],
    /// Files that say something by being there.
    marks: &'static [&'static str],
    /// Modules of Python that Debian lacks or has too old.
    pip: Option<&'static str>,
    /// The files of [`certificates`] that it needs.
    certificates: &'static [&'static str],
}

const fn host(
    name: &'static str,
    packages: &'static [&'static str],
    marks: &'static [&'static str],
) -> Recipe {
    Recipe {
        name,
        suite: name,
        script: "images/host.sh",
        packages,
        files: &["images/gitlab-runner.service"],
        marks,
        pip: None,
        certificates: &["ca.crt"],
    }
}

/// Everything outside of the hosts.
pub(super) const WORLD: Recipe = Recipe {
    name: "world",
    suite: "trixie",
    script: "images/world.sh",
    packages: &[],
    files: &[
        "images/docker-entrypoint.sh",
        "images/dockerd-entrypoint.sh",
        "images/push.py",
        "images/registry.yml",
    ],
    marks: &[],
    // The same that the judges of `cargo xtask test` use.
    pip: Some("pyspnego==0.12.4"),
    certificates: &["ca.crt", "server.crt", "server.key"],
};

/// The kinds of hosts. `jq` and `gitlab-runner lint` are there on one kind and not on the other.
pub(super) const HOSTS: [Recipe; 3] = [
    host("bookworm", &[], &[]),
    host("trixie", &["docker-cli", "jq"], &["with-lint"]),
    host("sid", &["docker-cli"], &["with-lint"]),
];

/// A recipe with all that belongs to it, and the name of its image.
struct Order<'a> {
    recipe: &'a Recipe,
    files: BTreeMap<String, Vec<u8>>,
    image: String,
}

/// Makes the images that are missing and says their names, in the order asked; none for a host
/// whose release cannot be had.
pub(super) fn provide(
    outer: &Outer,
    folder: &Path,
    hosts: &[&Recipe],
    rebuild: bool,
) -> Outcome<(String, Vec<Option<String>>)> {
    if rebuild && folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    certificates(&folder.join("certificates"))?;
    let orders = std::iter::once(&WORLD)
        .chain(hosts.iter().copied())
        .map(|recipe| order(recipe, folder))
        .collect::<Outcome<Vec<_>>>()?;
    let missing: Vec<_> = orders
        .iter()
        .filter(|order| rebuild || !exists(outer, &order.image))
        .collect();
    let suites: std::collections::BTreeSet<_> =
        missing.iter().map(|order| order.recipe.suite).collect();
    let bases = each(suites, |suite| {
        let what = format!("debootstrap {suite}");
        timed(&what, || base(folder, suite)).map_err(|error| format!("{what}: {error}").into())
    });
    let made = each(missing, |order| {
        let what = format!("image {}", order.recipe.name);
        timed(&what, || build(outer, folder, order))
            .map_err(|error| format!("{what}: {error}").into())
    });
    let mut failures: Vec<_> = bases
        .into_iter()
        .chain(made)
        .filter_map(Result::err)
        .collect();
    let images: Vec<_> = orders
        .iter()
        .map(|order| exists(outer, &order.image).then(|| order.image.clone()))
        .collect();
    // Debian's next release may be broken on some days; the others may not.
    let optional = |order: &Order| order.recipe.suite == "sid";
    if orders
        .iter()
        .zip(&images)
        .any(|(order, image)| image.is_none() && !optional(order))
    {
        return Err(failures.remove(0).into());
    }
    for failure in failures {
        println!("\n!!! NOT THERE, AND NOT TESTED: {failure}\n");
    }
    let mut images = images.into_iter();
    let world = images.next().flatten().ok_or("the world has no image")?;
    Ok((world, images.collect()))
}

/// Does something for each of several, at the same time.
fn each<T: Send, R: Send>(
    several: impl IntoIterator<Item = T>,
    work: impl Fn(T) -> Outcome<R> + Sync + Send + Copy,
) -> Vec<Result<R, String>> {
    thread::scope(|scope| {
        let threads: Vec<_> = several
            .into_iter()
            .map(|one| scope.spawn(move || work(one).map_err(|error| error.to_string())))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| Err("it panicked".into())))
            .collect()
    })
}

fn exists(outer: &Outer, image: &str) -> bool {
    hear(outer.command().args(["image", "inspect", image])).is_ok_and(|said| said.status == Some(0))
}

/// Reads what belongs to a recipe and hashes it all.
fn order<'a>(recipe: &'a Recipe, folder: &Path) -> Outcome<Order<'a>> {
    let mut files = BTreeMap::new();
    let mut put = |name: &str, path: PathBuf| -> Outcome {
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        files.insert(name.to_owned(), bytes);
        Ok(())
    };
    for name in recipe.files.iter().chain([&recipe.script]) {
        put(
            name.strip_prefix("images/").unwrap_or(name),
            root().join("tests/lab").join(name),
        )?;
    }
    for name in recipe.certificates {
        put(name, folder.join("certificates").join(name))?;
    }
    for name in recipe.marks {
        files.insert((*name).to_owned(), Vec::new());
    }
    let all = format!(
        "{BASE} {} {:?} {:?} {files:?}",
        recipe.suite, recipe.packages, recipe.pip
    );
    let hash = seahash::hash(all.as_bytes());
    let image = format!("{LABEL}-{}:{hash:016x}", recipe.name);
    Ok(Order {
        recipe,
        files,
        image,
    })
}

/// A bare Debian as a tar archive, unless it is there.
fn base(folder: &Path, suite: &str) -> Outcome {
    let archive = folder.join(format!("base-{suite}.tar"));
    if archive.exists() {
        return Ok(());
    }
    let place = folder.join(format!("base-{suite}"));
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    must(
        Command::new("debootstrap")
            .args(["--variant=minbase", BASE, suite])
            .arg(&place),
    )?;
    let part = archive.with_extension("part");
    must(
        Command::new("tar")
            .arg("-C")
            .arg(&place)
            .arg("-cf")
            .arg(&part)
            .arg("."),
    )?;
    fs::rename(part, archive)?;
    Ok(fs::remove_dir_all(place)?)
}

/// Runs the recipe's script in a fresh copy of its release and makes an image of what comes out.
fn build(outer: &Outer, folder: &Path, order: &Order) -> Outcome {
    let recipe = order.recipe;
    let place = folder.join(format!("image-{}", recipe.name));
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    fs::create_dir_all(place.join("lab"))?;
    let archive = folder.join(format!("base-{}.tar", recipe.suite));
    must(
        Command::new("tar")
            .arg("-C")
            .arg(&place)
            .arg("-xpf")
            .arg(archive),
    )?;
    for (name, bytes) in &order.files {
        let path = place.join("lab").join(name);
        fs::create_dir_all(path.parent().unwrap_or(&place))?;
        fs::write(path, bytes)?;
    }
    if let Some(package) = recipe.pip {
        pip(
            folder,
            package,
            &place.join("usr/lib/python3/dist-packages"),
        )?;
    }
    fs::copy("/etc/resolv.conf", place.join("etc/resolv.conf"))?;
    let script = Path::new(recipe.script).file_name().unwrap_or_default();
    // Mounts of its own end with the script, however it ends.
    let inside = "mount -t proc proc \"$0/proc\"; exec chroot \"$0\" sh \"$@\"";
    must(
        Command::new("unshare")
            .args(["--mount", "sh", "-eu", "-c", inside])
            .arg(&place)
            .arg(Path::new("/lab").join(script))
            .args(recipe.packages),
    )?;
    fs::remove_dir_all(place.join("lab"))?;
    import(outer, &place, &order.image)?;
    fs::remove_dir_all(place)?;
    forget_older(outer, &order.image)
}

fn import(outer: &Outer, place: &Path, image: &str) -> Outcome {
    let mut tar = Command::new("tar")
        .arg("-C")
        .arg(place)
        .args(["-c", "."])
        .stdout(Stdio::piped())
        .spawn()?;
    let archive = tar.stdout.take().ok_or("tar has no output")?;
    let output = outer
        .command()
        .args([
            "import",
            "--change",
            &format!("LABEL {LABEL}=image"),
            "-",
            image,
        ])
        .stdin(archive)
        .output()?;
    if !tar.wait()?.success() || !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(())
}

/// The images of the same name that earlier recipes made.
fn forget_older(outer: &Outer, image: &str) -> Outcome {
    let name = image.split(':').next().unwrap_or_default();
    let tags = outer.docker(&["image", "ls", "--format", "{{.Repository}}:{{.Tag}}", name])?;
    for old in tags.split_whitespace().filter(|tag| *tag != image) {
        outer.docker(&["image", "rm", "--force", old])?;
    }
    Ok(())
}

/// Puts a module of Python into a folder, by a pip of our own.
fn pip(folder: &Path, package: &str, into: &Path) -> Outcome {
    let environment = folder.join("python");
    let program = environment.join("bin/python");
    if !program.exists() {
        must(
            Command::new("/usr/bin/python3")
                .args(["-m", "venv"])
                .arg(&environment),
        )?;
    }
    must(
        Command::new(program)
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-deps",
            ])
            .arg("--target")
            .arg(into)
            .arg(package),
    )?;
    Ok(())
}

/// The lab's authority and the certificate of all its servers, made once. Today's Python wants the
/// extensions that say what each may be used for.
fn certificates(folder: &Path) -> Outcome {
    const NAMES: &str = "subjectAltName=DNS:gitlab.outside.lab,DNS:registry.outside.lab,\
        DNS:registry-1.docker.io,DNS:registry.gitlab.com\n\
        extendedKeyUsage=serverAuth\nkeyUsage=digitalSignature\n\
        subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n";
    const AUTHORITY: &str = "req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=outside.lab-CA \
        -addext keyUsage=critical,keyCertSign -keyout ca.key -out ca.crt";
    const REQUEST: &str = "req -newkey rsa:2048 -nodes -subj /CN=outside.lab \
        -keyout server.key -out server.csr";
    const SIGN: &str = "x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial \
        -days 3650 -extfile names -out server.crt";
    if folder.join("server.crt").exists() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    fs::write(folder.join("names"), NAMES)?;
    for words in [AUTHORITY, REQUEST, SIGN] {
        must(
            Command::new("openssl")
                .args(words.split_whitespace())
                .current_dir(folder),
        )?;
    }
    Ok(())
}

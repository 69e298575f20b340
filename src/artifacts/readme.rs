//! `README.md`: one numbered list for the whole plan.
//!
//! It holds no secret: commands ask for passwords, and expected output masks them.

use super::steps::{Step, steps};
use super::{ARTIFACTS, Artifact, Charset, Place};
use crate::form::plan::Plan;
use crate::say::{Lang, say};
use crate::text::markdown::{self, Markdown};
use crate::text::{File, Text};

pub(super) static ARTIFACT: Artifact = Artifact {
    path: "README.md",
    why: say(
        "The commands in order, with what each prints when it worked.",
        "コマンドを順に並べ、うまくいったときの表示を添えたものです。",
    ),
    notes: |_| Vec::new(),
    run: None,
    charset: Charset::Utf8,
    secret: |_| false,
    owner: super::root,
    wanted: |_| true,
    render: |plan, lang| with(&steps(plan), plan, lang),
};

/// README.md with the steps of this plan.
pub(super) fn with(steps: &[Step], plan: &Plan, lang: Lang) -> Text<File> {
    Text::<File>::whole(&document(steps, plan, lang))
}

fn document(steps: &[Step], plan: &Plan, lang: Lang) -> Text<Markdown> {
    let mut document = Text::constant("");
    let mut write = |text: &'static str| document.push(&Text::constant(text));
    write(
        say(
            "# GitLab Runner behind a proxy: what to do\n\n`sudo sh install.sh` does all of this by itself, and `sh install.sh --dry-run` shows first what it would change. To do it by hand, work as root on the host, in the directory of this file, from the first step to the last. Each step says what it prints when it worked; when it prints something else, stop there.\n\n## Steps\n\n",
            "# プロキシの背後の GitLab Runner：作業の手順\n\n`sudo sh install.sh` を実行すると、以下の作業がすべて自動で行われます。何が変わるかは、先に `sh install.sh --dry-run` で確かめられます。手で行う場合は、ホストで root になり、このファイルのあるディレクトリーで、最初の手順から最後まで順に行ってください。各手順には、うまくいったときの表示を添えてあります。違う表示が出たら、そこで止めてください。\n\n## 手順\n\n",
        )
        .pick(lang),
    );
    let expected = say("It prints:", "次のように表示されます。").pick(lang);
    for (index, step) in steps.iter().enumerate() {
        let number = index + 1;
        // A list item's text begins after its number, and what belongs to it is indented as far.
        let indent = number.to_string().len() + 2;
        document.push(&markdown::item(number));
        document.push(&Text::constant(step.say.pick(lang)));
        document.push(&Text::constant("\n\n"));
        if let Some(commands) = &step.commands {
            document.push(&markdown::fence(indent, commands));
            document.push(&Text::constant("\n"));
        }
        if let Some(expect) = &step.expect {
            document.push(&markdown::margin(indent));
            document.push(&Text::constant(expected));
            document.push(&Text::constant("\n\n"));
            document.push(&markdown::fence(indent, expect));
            document.push(&Text::constant("\n"));
        }
    }
    let mut write = |text: &'static str| document.push(&Text::constant(text));
    write(say("## Files\n", "## ファイル\n").pick(lang));
    for artifact in ARTIFACTS {
        let own = std::ptr::eq(artifact, &ARTIFACT);
        if own || !(artifact.wanted)(plan) {
            continue;
        }
        write("\n### ");
        write(artifact.path);
        write("\n\n");
        write(artifact.why.pick(lang));
        if let Place::Host(_) = artifact.place() {
            write(match artifact.mode(plan) {
                0o600 => say(
                    " Mode 0600: it holds a secret.",
                    "モードは 0600 です。秘密の値が入っています。",
                )
                .pick(lang),
                _ => say(" Mode 0644.", "モードは 0644 です。").pick(lang),
            });
        }
        write("\n");
        for note in (artifact.notes)(plan) {
            write("\n- ");
            write(note.pick(lang));
        }
        write("\n");
    }
    document
}

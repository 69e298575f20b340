//! The words of the page itself. What belongs to a question, a file or a step stands there.

use crate::say::message;
use crate::say::{Lang, Message, Say, say};

/// The name of a language, in itself: whoever looks for it may not read the other one.
pub(super) const fn own_name(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "English",
        Lang::Ja => "日本語",
    }
}

/// What stands before the choice of the language.
pub(super) const LANGUAGE: Say = say("Language", "言語");

/// The link for those who do not want to pass every question.
pub(super) const TO_PAPERS: Say = say("Skip to the files", "ファイルへ移動");

/// What the page is for.
pub(super) const TAGLINE: Say = say(
    "One form renders every file a GitLab Runner behind a corporate proxy needs.",
    "会社のプロキシの後ろにある GitLab Runner に必要なファイルを、一つのフォームからすべて作ります。",
);

/// What the page does not do.
pub(super) const STAYS: Say = say(
    "Nothing typed here leaves the browser.",
    "入力した内容がブラウザーの外へ送られることはありません。",
);

/// The heading of the form.
pub(super) const QUESTIONS: Say = say("Your network", "ネットワークの情報");

/// The heading of the papers.
pub(super) const PAPERS: Say = say("Your files", "できあがるファイル");

/// The groups of the form: the name of the first question, and the heading before it.
pub(super) const GROUPS: [(&str, Say); 5] = [
    ("route", say("The way out", "外への経路")),
    (
        "username",
        say("Login at the proxy", "プロキシへのログイン"),
    ),
    ("cntlm", say("CNTLM on this host", "このホストの CNTLM")),
    (
        "gitlab",
        say("GitLab and what stays inside", "GitLab と社内の通信"),
    ),
    ("daemon", say("Docker", "Docker")),
];

/// Before an example inside an empty control.
pub(super) const EXAMPLE: Say = say("e.g. ", "例：");

/// The name of a problem that waits for a first answer.
pub(super) const NEEDED: Say = say("Still needed", "未入力");
/// The name of a problem that blocks.
pub(super) const ERROR: Say = say("Error", "エラー");
/// The name of a problem that does not block.
pub(super) const WARNING: Say = say("Warning", "注意");

/// The button that makes the password readable. It is pressed or not, so its words never change.
pub(super) const SHOW_PASSWORD: Say = say("Show", "表示");

/// Where a password is and is not.
pub(super) const SECRECY: Say = say(
    "It stays in this page and is gone when you close it: not stored, not sent, not in the address.",
    "このページの中にだけあり、閉じると消えます。保存も送信もせず、アドレスにも入れません。",
);
/// Which files hold it.
pub(super) const SECRET_FILES: Say = say(
    "Files that hold it, or what logs in as well:",
    "パスワード、または同じようにログインできる値が入るファイル：",
);
/// When none does.
pub(super) const NO_SECRET_FILES: Say = say(
    "No file holds a secret so far.",
    "今のところ、秘密の値が入るファイルはありません。",
);

/// The button for everything.
pub(super) const DOWNLOAD_ALL: Say = say("Download everything", "すべてダウンロード");
/// The button that copies.
pub(super) const COPY: Say = say("Copy", "コピー");
/// The same button right after.
pub(super) const COPIED: Say = say("Copied", "コピー済み");
/// The button that downloads.
pub(super) const DOWNLOAD: Say = say("Download", "ダウンロード");

/// When every file can leave.
pub(super) const ALL_READY: Say = say(
    "All files are ready.",
    "すべてのファイルの準備ができました。",
);
/// The heading of the list of errors.
pub(super) const OPEN: Say = say(
    "Before the files are complete",
    "ファイルの完成までに必要なこと",
);
/// The heading of the list of warnings.
pub(super) const WARNINGS: Say = say("Worth knowing", "確認してほしいこと");
/// What the papers are while there are errors.
pub(super) const PREVIEW: Say = say(
    "Until then this is a preview, with stand-ins for what is missing. Nothing can be copied or downloaded.",
    "それまでは、足りない値を仮の値で置き換えたプレビューです。コピーとダウンロードはできません。",
);
/// The same, beside the buttons of one paper.
pub(super) const PAPER_PREVIEW: Say = say(
    "Preview. Complete the form to copy or download.",
    "プレビューです。フォームを完成させると、コピーやダウンロードができます。",
);
/// When a button was used all the same.
pub(super) const NOT_READY: Say = say(
    "Not yet: the form is not complete.",
    "フォームがまだ完成していないため、できません。",
);
/// When there is no clipboard, and the text is selected instead.
pub(super) const SELECTED: Say = say(
    "The browser did not allow copying. The text is selected: press Ctrl+C (⌘C on a Mac).",
    "ブラウザーがコピーを許可しませんでした。テキストを選択してあるので、Ctrl+C（Mac では ⌘C）を押してください。",
);
/// When not even that worked.
pub(super) const NOT_COPIED: Say = say(
    "Copying did not work. Select the text and copy it by hand, or download the file.",
    "コピーできませんでした。テキストを選択して手でコピーするか、ファイルをダウンロードしてください。",
);
/// When the browser refused a download.
pub(super) const NOT_DOWNLOADED: Say = say(
    "The browser refused the download. Copy the text instead.",
    "ブラウザーがダウンロードを拒否しました。代わりにテキストをコピーしてください。",
);

/// The name of the list of links to the papers.
pub(super) const CONTENTS: Say = say("Files", "ファイルの一覧");
/// The tag of a file that holds a secret.
pub(super) const SECRET: Say = say("secret", "秘密");
/// The heading of the steps of a paper.
pub(super) const STEPS: Say = say(
    "Steps, numbered across all files",
    "手順（番号はすべてのファイルを通したもの）",
);
/// What stands before an expected output.
pub(super) const PRINTS: Say = say("It prints:", "次のように表示されます。");
/// The heading of the notes of a paper.
pub(super) const NOTES: Say = say("Good to know", "補足");
/// Opens the text of a program.
pub(super) const READ_IT: Say = say("Read the script", "スクリプトを読む");
/// What a program is for, as far as its place goes.
pub(super) const TO_RUN: Say = say("to run on the host", "ホストで実行するファイル");
/// A paper that a person reads.
pub(super) const TO_READ: Say = say("for you to read", "読むためのファイル");

/// Where a pasted paper goes.
pub(super) fn paste_into(name: &str) -> Message {
    message!("paste into {name}", "{name} に貼り付け")
}

/// The mode of a file on the host.
pub(super) fn mode(mode: u32) -> Message {
    message!("mode {mode:04o}", "モード {mode:04o}")
}

/// The name of a copy button for those who do not see what is beside it.
pub(super) fn copy_this(what: &str) -> Message {
    message!("Copy {what}", "{what} をコピー")
}

/// The name of a download button for those who do not see what is beside it.
pub(super) fn download_this(what: &str) -> Message {
    message!("Download {what}", "{what} をダウンロード")
}

/// The name of a button that copies the commands which run a program.
pub(super) fn copy_run(name: &str) -> Message {
    message!(
        "Copy the commands that run {name}",
        "{name} を実行するコマンドをコピー",
    )
}

/// The name of a button that copies the commands of a step.
pub(super) fn copy_commands(number: usize) -> Message {
    message!(
        "Copy the commands of step {number}",
        "手順 {number} のコマンドをコピー",
    )
}

/// How far the form is: what is still needed, and what must be corrected.
pub(super) fn open(needed: usize, wrong: usize) -> Message {
    match (needed, wrong) {
        (0, 0) => ALL_READY.into(),
        (1, 0) => say("1 thing is still needed.", "あと 1 項目の入力が必要です。").into(),
        (_, 0) => message!(
            "{needed} things are still needed.",
            "あと {needed} 項目の入力が必要です。",
        ),
        (0, 1) => say("1 thing must be corrected.", "1 か所の修正が必要です。").into(),
        (0, _) => message!(
            "{wrong} things must be corrected.",
            "{wrong} か所の修正が必要です。",
        ),
        (1, _) => message!(
            "1 thing is still needed, and {wrong} must be corrected.",
            "あと 1 項目の入力と、{wrong} か所の修正が必要です。",
        ),
        _ => message!(
            "{needed} things are still needed, and {wrong} must be corrected.",
            "あと {needed} 項目の入力と、{wrong} か所の修正が必要です。",
        ),
    }
}

/// How many warnings travel with the files.
pub(super) fn warnings(count: usize) -> Option<Message> {
    match count {
        0 => None,
        1 => Some(say("1 warning is worth reading.", "注意が 1 件あります。").into()),
        _ => Some(message!(
            "{count} warnings are worth reading.",
            "注意が {count} 件あります。",
        )),
    }
}

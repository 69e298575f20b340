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

/// Where to begin.
pub(super) const START: Say = say(
    "Answer from the top. Every file follows each key, and nothing is final before you download it.",
    "上から順に答えてください。入力するたびにすべてのファイルが変わり、ダウンロードするまで何も確定しません。",
);

/// The groups of the form: the name of the first question, and the heading before it.
pub(super) const GROUPS: [(&str, Say); 5] = [
    ("route", say("The way out", "外への経路")),
    (
        "username",
        say("Login at the proxy", "プロキシへのログイン"),
    ),
    ("cntlm", say("This host", "このホスト")),
    (
        "gitlab",
        say("What must stay inside", "社内で完結させる通信"),
    ),
    ("dind", say("Docker-in-Docker", "Docker-in-Docker")),
];

/// The button to the group before.
pub(super) const BACK: Say = say("Back", "戻る");

/// The button to the next group.
pub(super) fn next(title: &str) -> Message {
    message!("Next: {title}", "次へ：{title}")
}

/// The button after the last group.
pub(super) const SEE_FILES: Say = say("See the files", "ファイルを見る");
/// The button of the bar that shows the questions.
pub(super) const TO_QUESTIONS: Say = say("Questions", "質問");

/// After the help of a question whose answer cannot be changed.
pub(super) const LOCKED: Say = say(
    "Set by whoever provides this page.",
    "このページの提供者が設定しています。",
);

/// When site.json did not come.
pub(super) fn no_site(reason: &str) -> Message {
    message!(
        "site.json could not be fetched ({reason}), so nothing is preset. The page works all the same; tell the team that hosts it.",
        "site.json を取得できなかったため（{reason}）、あらかじめ用意された値は入っていません。ページはそのまま使えます。ページの管理者に知らせてください。",
    )
}

/// When a link or a file says something else.
pub(super) const OVERRULED: Say = say(
    "Whoever provides this page has set this answer. The one in the link or file was not taken.",
    "この項目はこのページの提供者が設定しています。リンクやファイルの値は使いませんでした。",
);

/// What stands before the choice of the theme.
pub(super) const THEME: Say = say("Colours", "配色");

/// Before what was read of certificates.
pub(super) const COMPARE: Say = say(
    "Compare this with what your IT department has published:",
    "IT 部門が公開している内容と比べてください。",
);
/// Whose a certificate is.
pub(super) const ISSUED_TO: Say = say("Issued to", "発行先");
/// Who issued it.
pub(super) const ISSUED_BY: Say = say("Issued by", "発行者");
/// From when until when it holds.
pub(super) const VALID: Say = say("Valid (UTC)", "有効期間（UTC）");
/// Whether it may sign others.
pub(super) const IS_CA: Say = say("Is an authority (CA)", "認証局（CA）かどうか");
pub(super) const YES: Say = say("yes", "はい");
pub(super) const NO: Say = say("no", "いいえ");
/// Its SHA-256.
pub(super) const FINGERPRINT: Say = say("SHA-256 fingerprint", "SHA-256 フィンガープリント");

/// After the field was emptied of a key.
pub(super) fn emptied(why: &Message) -> Message {
    let (en, ja) = (why.pick(Lang::En), why.pick(Lang::Ja));
    message!(
        "The field was emptied, and nothing of it has left this page. {en}",
        "欄を空にしました。内容はこのページの外に出ていません。{ja}",
    )
}
/// Mends that.
pub(super) const WITHOUT_CERTIFICATE: Say =
    say("Go on without a certificate", "証明書なしで続ける");

/// Who set the page up.
pub(super) fn set_up_by(organisation: &str) -> Message {
    message!(
        "Set up for {organisation}.",
        "{organisation} 向けに設定されています。"
    )
}

/// The link to those who help.
pub(super) const SUPPORT: Say = say("Ask for help", "問い合わせ先");

/// What the buttons above the questions are about.
pub(super) const TOOLS: Say = say("All answers", "すべての入力");
/// Takes the last edit back.
pub(super) const UNDO: Say = say("Undo", "元に戻す");
/// Makes it again.
pub(super) const REDO: Say = say("Redo", "やり直す");
/// Begins with an empty form.
pub(super) const RESET: Say = say("Start over", "最初から");
/// Copies the address.
pub(super) const COPY_LINK: Say = say("Copy link", "リンクをコピー");
/// Downloads form.json.
pub(super) const SAVE: Say = say("Save answers", "入力を保存");
/// Reads form.json.
pub(super) const OPEN_FILE: Say = say("Open answers", "入力を開く");

/// After the link was copied.
pub(super) const LINK_COPIED: Say = say(
    "Copied: a link with all answers but the password.",
    "パスワード以外の入力を含むリンクをコピーしました。",
);
/// When it was not.
pub(super) const LINK_NOT_COPIED: Say = say(
    "The browser did not allow copying. The address bar holds the same link: copy it from there.",
    "ブラウザーがコピーを許可しませんでした。アドレスバーに同じリンクがあるので、そこからコピーしてください。",
);
/// After a file was opened.
pub(super) const FILE_OPENED: Say = say("The answers are open.", "入力を開きました。");
/// When a file is no form by its size alone.
pub(super) const FILE_TOO_LARGE: Say = say(
    "This file is larger than any form.json. Nothing was changed; choose a file that “Save answers” made.",
    "form.json としては大きすぎるファイルです。何も変更していません。「入力を保存」で作ったファイルを選んでください。",
);
/// When the browser could not read it.
pub(super) const FILE_NOT_READ: Say = say(
    "The browser could not read the file. Nothing was changed; try again.",
    "ブラウザーがファイルを読めませんでした。何も変更していません。もう一度お試しください。",
);
/// When a link names a part of the page that is not there. The name itself may be anything.
pub(super) const NO_DESK: Say = say(
    "The link leads to a part of this page that is not here, so it begins with the files. The answers in it were read.",
    "リンクの示す画面がこのページにないため、ファイルの画面から始めます。リンクにある各項目の値は読み取りました。",
);
/// What a link is called beside what is wrong with it.
pub(super) const LINK: Say = say("Link", "リンク");
/// The heading of what could not be taken.
pub(super) const TOLD: Say = say(
    "Not everything could be read",
    "読み取れなかったものがあります",
);
/// Takes that away.
pub(super) const DISMISS: Say = say("Understood", "確認しました");

/// The button for the list of keys, and its title.
pub(super) const KEYS: Say = say("Keys", "キー操作");
/// When the keys do nothing.
pub(super) const KEYS_REST: Say = say(
    "Everything can be reached with Tab. These keys save time; they rest while you type.",
    "すべての操作に Tab で移動できます。次のキーを使うと早く操作できます。文字の入力中は働きません。",
);
/// The switch for them.
pub(super) const KEYS_ON: Say = say("Use these keys", "これらのキーを使う");
/// Closes the list.
pub(super) const CLOSE: Say = say("Close", "閉じる");

/// When a newer version waits.
pub(super) const UPDATE: Say = say(
    "A newer version of this page is ready. Switching keeps all answers but the password.",
    "このページの新しい版があります。切り替えても、パスワード以外の入力は残ります。",
);
/// The button for it.
pub(super) const SWITCH: Say = say("Switch", "切り替える");

/// The heading of the offer of one file.
pub(super) const KEEP: Say = say("Keep this page", "このページを手元に置く");
/// What it is good for.
pub(super) const KEEP_WHY: Say = say(
    "The whole page in one file, for a machine without a network: save it, compare its checksum, open it with a double click.",
    "ページ全体が一つのファイルに入っています。ネットワークのない機器では、保存してチェックサムを確かめ、ダブルクリックで開いてください。",
);

/// The button that prints.
pub(super) const PRINT: Say = say("Print the guide", "手順書を印刷");
/// The choice beside it.
pub(super) const PRINT_SECRETS: Say = say("with secrets", "秘密の値も含める");

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
/// The heading of a peeled line.
pub(super) const XRAY: Say = say("What each program reads", "それぞれのプログラムが読む内容");
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
/// The heading of what is run.
pub(super) const RUN: Say = say("Run", "実行するもの");
/// The heading of what has a place on the host.
pub(super) const ON_HOST: Say = say("On the host", "ホストに置くもの");
/// The heading of what is pasted.
pub(super) const PASTE: Say = say("Paste", "貼り付けるもの");
/// The heading of what is read.
pub(super) const READ: Say = say("Read", "読むもの");
/// The mark of a file that the last edit changed.
pub(super) const CHANGED: Say = say("changed", "変更あり");
/// When the rest of install.sh did not come.
pub(super) const NOT_FETCHED: Say = say(
    "The second part of this script could not be fetched. Check the network connection, then try again.",
    "このスクリプトの後半を取得できませんでした。ネットワーク接続を確認してから、もう一度取得してください。",
);
/// The button for another try.
pub(super) const TRY_AGAIN: Say = say("Try again", "もう一度取得");
/// What a program is for, as far as its place goes.
pub(super) const TO_RUN: Say = say("to run on the host", "ホストで実行するファイル");
/// A paper that a person reads.
pub(super) const TO_READ: Say = say("for you to read", "読むためのファイル");

/// Where a pasted paper goes.
pub(super) fn paste_into(name: &str) -> Message {
    message!("paste into {name}", "{name} に貼り付け")
}

/// The owner and mode of a file on the host.
pub(super) fn owned(owner: &str, mode: u32) -> Message {
    message!(
        "owner {owner}, mode {mode:04o}",
        "所有者 {owner}、モード {mode:04o}"
    )
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

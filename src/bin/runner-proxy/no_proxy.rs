//! `runner-proxy no-proxy LIST HOST`: which clients reach a host directly.

use runner_proxy::knowledge::no_proxy::{self, CLIENTS, Target};
use runner_proxy::say::{Lang, Message, Say, say};

/// The three columns, padded by what a terminal shows: a Japanese letter takes two columns.
const HEAD: [Say; 3] = [
    say("client", "クライアント"),
    say("way", "経路"),
    say("why", "理由"),
];

/// The table, and a list that every client reads alike.
pub(crate) fn table(list: &str, host: &str, lang: Lang) -> Result<String, Message> {
    let target = Target::parse(host)?;
    let mut rows = vec![HEAD.map(|word| word.pick(lang).to_owned())];
    for verdict in no_proxy::verdicts(list, &target) {
        let mut why = verdict.why.sentence().pick(lang).to_owned();
        if !verdict.ignored.is_empty() {
            let words = say(" Without effect here: ", "効果のない項目：").pick(lang);
            why.push_str(words);
            why.push_str(&verdict.ignored.join(" "));
        }
        let way = verdict.route.label().pick(lang).to_owned();
        rows.push([verdict.client.name.to_owned(), way, why]);
    }
    let mut text = format!("{target}\n\n");
    let widest = |column: usize| rows.iter().map(|row| width(&row[column])).max();
    let [first, second] = [0, 1].map(|column| widest(column).unwrap_or_default() + 2);
    for [client, way, why] in &rows {
        let fill = |word: &str, to: usize| " ".repeat(to.saturating_sub(width(word)));
        let (one, two) = (fill(client, first), fill(way, second));
        text.push_str(&format!("{client}{one}{way}{two}{why}\n"));
    }
    let suggestion = no_proxy::suggest(list);
    text.push_str(
        say(
            "\nRead alike by all that read NO_PROXY:\n",
            "\nNO_PROXY を読むすべてのクライアントが同じように解釈する書き方：\n",
        )
        .pick(lang),
    );
    // Of a list in which nothing is meant.
    let none = say("(an empty list)", "（空のリスト）").pick(lang);
    let list = suggestion.list();
    let list = Some(list.as_str()).filter(|list| !list.is_empty());
    text.push_str(&format!("{}\n", list.unwrap_or(none)));
    for change in &suggestion.changes {
        text.push_str(&format!("  {}\n", change.why.pick(lang)));
    }
    let title = say(
        "\nWho asks through which client, and the version of it that judged this table:\n",
        "\n各クライアントを使うプログラムと、この表を確かめたときのバージョン：\n",
    );
    text.push_str(title.pick(lang));
    for client in CLIENTS {
        let fill = " ".repeat(first.saturating_sub(width(client.name)));
        let (name, programs) = (client.name, client.programs.pick(lang));
        text.push_str(&format!("{name}{fill}{programs} ({})\n", client.judged_by));
    }
    Ok(text)
}

fn width(text: &str) -> usize {
    text.chars()
        .map(|c| if c >= '\u{2e80}' { 2 } else { 1 })
        .sum()
}

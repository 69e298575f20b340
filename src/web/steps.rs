//! The numbered commands of one paper. The numbers are those of the one list in README.md.

use super::copy_button::CopyButton;
use super::leave::Request;
use super::prose::prose;
use super::sheet::Copied;
use super::sheet::Task;
use super::words;
use crate::say::Lang;
use yew::prelude::*;

/// The steps that belong to a paper.
pub(super) fn steps(
    tasks: &[Task],
    lang: Lang,
    enabled: bool,
    reason: &Option<String>,
    copied: Option<Copied>,
    send: &Callback<Request>,
) -> Html {
    let item = |task: &Task| {
        let what = Copied::Commands(task.number);
        let button = CopyButton {
            class: "copy-command",
            what,
            name: words::copy_commands(task.number).pick(lang).to_owned(),
            enabled,
            reason: reason.clone(),
            copied,
            send,
        };
        html! {
            <li key={task.number} value={task.number.to_string()}>
                <p>{ prose(task.say.pick(lang)) }</p>
                if let Some(commands) = &task.commands {
                    <div class="command">
                        <pre><code id={what.shown_at()}>{ commands }</code></pre>
                        { button.draw(lang) }
                    </div>
                }
                if let Some(expect) = &task.expect {
                    <div class="expect">
                        <p>{ words::PRINTS.pick(lang) }</p>
                        <pre><code>{ expect }</code></pre>
                    </div>
                }
            </li>
        }
    };
    html! {
        if !tasks.is_empty() {
            <h4>{ words::STEPS.pick(lang) }</h4>
            <ol class="steps">{ for tasks.iter().map(item) }</ol>
        }
    }
}

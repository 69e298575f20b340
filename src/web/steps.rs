//! The numbered commands of one paper. The numbers are those of the one list in README.md.

use super::copy_button::CopyButton;
use super::leave::{Copied, Request};
use super::prose::prose;
use super::sheet::Task;
use super::words;
use crate::say::Lang;
use yew::prelude::*;

/// The steps that belong to a paper.
pub(super) fn steps(tasks: &[Task], lang: Lang, ready: bool, send: &Callback<Request>) -> Html {
    if tasks.is_empty() {
        return Html::default();
    }
    let item = |task: &Task| {
        html! { <Step key={task.number} task={task.clone()} {lang} {ready} send={send.clone()} /> }
    };
    html! {
        <>
            <h4>{ words::STEPS.pick(lang) }</h4>
            <ol class="steps">{ for tasks.iter().map(item) }</ol>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    task: Task,
    lang: Lang,
    ready: bool,
    send: Callback<Request>,
}

#[function_component]
fn Step(props: &Props) -> Html {
    let (task, lang) = (&props.task, props.lang);
    let shown = use_node_ref();
    html! {
        <li value={task.number.to_string()}>
            <p>{ prose(task.say.pick(lang)) }</p>
            if let Some(commands) = &task.commands {
                <div class="command">
                    <pre><code ref={shown.clone()}>{ commands }</code></pre>
                    <CopyButton class="copy-command" {lang} what={Copied::Commands(task.number)}
                        name={words::copy_commands(task.number).pick(lang).to_owned()}
                        enabled={props.ready} reason={None::<String>}
                        {shown} send={props.send.clone()} />
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
}

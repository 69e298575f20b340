//! How long the page and the command take, without browser and disk.
//!
//! The form with 50 proxies and 500 hosts stands beside the guide's own, so that the figures are
//! read as a ratio; the machine's speed is in all of them.

use criterion::{Criterion, criterion_group, criterion_main};
use runner_proxy::artifacts;
use runner_proxy::credentials::ntowfv2;
use runner_proxy::form::{self, Form};
use runner_proxy::say::Lang;
use std::hint::black_box;

fn form(proxies: usize, hosts: usize) -> Form {
    let proxies: Vec<_> = (1..=proxies).map(|n| format!("10.0.0.{n}:8080")).collect();
    let hosts: Vec<_> = (1..=hosts)
        .map(|n| format!("host-{n}.corp.example"))
        .collect();
    let json = serde_json::json!({
        "proxies": proxies.join("\n"),
        "username": "testuser",
        "domain": "corp-uk",
        "password": "password",
        "no-proxy": hosts.join("\n"),
        "dind": "tls",
        "client-config": "pre-build-script",
    });
    match Form::from_json(json.to_string().as_bytes()) {
        Ok(form) => form,
        Err(problems) => unreachable!("the benchmark's own form is right: {problems:?}"),
    }
}

/// One keystroke: read the form, draw every paper.
fn keystroke(form: &Form) -> usize {
    let reading = form::read(form);
    artifacts::papers(&reading.plan, Lang::En).len()
}

fn benches(bench: &mut Criterion) {
    let (guide, large) = (form(2, 0), form(50, 500));
    bench.bench_function("guide: read and render everything", |b| {
        b.iter(|| keystroke(black_box(&guide)));
    });
    bench.bench_function("50 proxies, 500 hosts: read and render everything", |b| {
        b.iter(|| keystroke(black_box(&large)));
    });
    bench.bench_function("hash", |b| {
        b.iter(|| {
            ntowfv2(
                black_box("testuser"),
                black_box("corp-uk"),
                black_box("password"),
            )
        });
    });
}

criterion_group!(all, benches);
criterion_main!(all);

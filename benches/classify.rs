//! Reading a response: all signatures and all notices over 64 KiB of a page.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use streamdoctor::diagnosis::responder;
use streamdoctor::observation::Transport;
use url::Url;

/// As much of a page as a probe keeps.
const SIZE: usize = 64 * 1024;

/// A page of `SIZE` bytes: a few words of a refusal, then `filling` again and again.
fn page(filling: &str) -> Vec<u8> {
    let mut text = String::from(
        "HTTP/1.1 403 Forbidden\r\ncontent-type: text/html\r\nserver: gateway\r\n\r\n\
         <!doctype html><title>Not now</title><h1>Not now</h1>",
    );
    while text.len() < SIZE {
        // A number in each piece, so that no two are the same.
        let length = text.len();
        write!(text, "{}", filling.replace('#', &length.to_string())).expect("to memory");
    }
    text.truncate(SIZE);
    text.into_bytes()
}

fn classify(criterion: &mut Criterion) {
    let url = Url::parse("https://www.example.com/").expect("a constant");
    let pages = [
        ("prose", page("<p>Number # of the paragraphs that people may read on this page.</p>\n")),
        ("script", page("<script>var a#=function(b){return b.c(\"d#\")&&window.e[#]};</script>")),
        // Beginnings of many marks, and never a whole one.
        ("look-alikes", page("<a href=\"/access/denied/#\">acces requ blocke security prox</a>\n")),
    ];
    for (name, page) in pages {
        let exchange = responder::exchange_from_raw(&page, Transport::Tls).expect("a response");
        criterion.bench_function(&format!("64 KiB of {name}"), |bench| {
            bench.iter(|| responder::read(black_box(&exchange), &url, false));
        });
    }
}

criterion_group!(benches, classify);
criterion_main!(benches);

//! The page in every language: nothing of one stands on the page of another, except what was measured.

use std::collections::BTreeSet;

use streamdoctor::presentation::View;
use streamdoctor::presentation::page::PagePath;
use streamdoctor::presentation::words::Words;

use crate::access::states;
use crate::looks::half_way;
use crate::scene::Stage;
use crate::web::Visitor;

/// What the tests themselves give to the page is in English, and shown as it is.
const SCENE: &str = include_str!("scene.rs");

#[tokio::test]
async fn no_page_has_a_word_of_another_language() {
    let (mut looked, scene) = (0, scene());
    for (view, name) in states() {
        let [english, german] = [Words::English, Words::German].map(|words| {
            let stage = Stage::set(View { words, ..view.clone() });
            stage.progress.send_replace(half_way());
            stage
        });
        let mut pages = Vec::new();
        for stage in [&english, &german] {
            let visitor = Visitor::enter(stage.link(PagePath::Home)).await;
            pages.push(visitor.get(name).await.body);
        }
        let tag = |page: &str, words: Words| {
            page.contains(&format!("<html lang=\"{words}\"", words = words.tag()))
        };
        assert!(tag(&pages[0], Words::English) && tag(&pages[1], Words::German), "{name}");
        let [english, german] = [&pages[0], &pages[1]].map(|it| texts(it));
        assert!(german.len() > 10, "{name}");
        let both =
            english.intersection(&german).filter(|it| !is_data(it, &scene)).collect::<Vec<_>>();
        assert!(both.is_empty(), "“{name}” says the same in both: {both:#?}");
        looked += 1;
    }
    println!("{looked} states in two languages");
}

/// What is read on a page, or read aloud.
fn texts(page: &str) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    for part in page.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        texts.insert(text.trim().trim_end_matches(" – streamdoctor").to_owned());
        for name in ["aria-label=\"", "title=\"", "alt=\""] {
            let value = tag.split_once(name).and_then(|(_, it)| it.split('"').next());
            texts.extend(value.map(str::to_owned));
        }
    }
    texts.retain(|it| it.split(' ').filter(|word| word.len() > 2).count() > 1);
    texts
}

/// The scene as one line, so that a sentence is found that stands on two.
fn scene() -> String {
    SCENE.replace("\\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text is no word of ours: what the scene shows, code, and the program's own name with its version.
fn is_data(text: &str, scene: &str) -> bool {
    let plain = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
    let of_scene = plain
        .split(['.', ':', ',', '('])
        .all(|it| it.contains("[address]") || scene.contains(it.trim()));
    // A failure is told by its stable name.
    let is_failure = scene.contains(&format!("\"{}\"", plain.replace(' ', "_")));
    of_scene || is_failure || plain.starts_with("streamdoctor ")
}

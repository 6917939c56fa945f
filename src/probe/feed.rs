//! What a vendor says about itself, where a machine can read it. Words beside the evidence, never instead of it.

mod apple;
mod google;
mod instatus;
mod pagerduty;
mod statuspage;

use std::sync::PoisonError;
use std::time::Duration;

use tokio::time::{Instant, timeout};

use super::reader::Reader;
use crate::catalogue::{StatusFeed, StatusKind};
use crate::observation::{Feed, FeedState};

/// Longer words are cut: they end in a sentence.
const MAX_WORDS: usize = 160;

/// What a vendor has said holds for so long: a feed is asked for once in a while, however often we look.
const HOLDS: Duration = Duration::from_mins(3);

/// Reads the status feed of the service `service_id`, unless that was done a moment ago. Never fails.
pub async fn feed(service_id: &str, feed: &StatusFeed, reader: &Reader) -> Feed {
    let known = || reader.said.lock().unwrap_or_else(PoisonError::into_inner);
    let now = Instant::now();
    if let Some((at, said)) = known().get(service_id)
        && now.duration_since(*at) < HOLDS
    {
        return said.clone();
    }
    let said = read(service_id, feed, reader).await;
    known().insert(service_id.to_owned(), (now, said.clone()));
    said
}

async fn read(service_id: &str, feed: &StatusFeed, reader: &Reader) -> Feed {
    let statement = timeout(reader.limit, statement(feed, reader)).await.ok().flatten();
    let (state, says) = statement.unwrap_or((FeedState::Unreadable, None));
    Feed { service: service_id.to_owned(), state, says: says.and_then(|it| words(&it)) }
}

type Statement = (FeedState, Option<String>);

async fn statement(feed: &StatusFeed, reader: &Reader) -> Option<Statement> {
    let document = reader.get(&feed.url).await?;
    let mut beside = Beside::default();
    if feed.kind == StatusKind::PagerdutyStatus && pagerduty::has_posts(&document) {
        let another = async |name: &str| reader.get(&feed.url.join(name).ok()?).await;
        beside.legend = another("post_enums").await;
        if !feed.components.is_empty() {
            beside.services = another("services").await;
        }
    }
    parse(feed, &document, &beside)
}

/// What stands in other documents than the feed itself.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// What the ids in the feed mean.
    pub(super) legend: Option<Vec<u8>>,
    /// What the ids of its components mean.
    pub(super) services: Option<Vec<u8>>,
}

/// What `document` states; `None` where it cannot be understood.
pub(super) fn parse(feed: &StatusFeed, document: &[u8], beside: &Beside) -> Option<Statement> {
    let wanted = &feed.components;
    match feed.kind {
        StatusKind::AtlassianStatuspage => statuspage::statement(document, wanted),
        StatusKind::AppleSystemStatus => apple::statement(document, wanted),
        StatusKind::Instatus => instatus::statement(document),
        StatusKind::GoogleIncidents => google::statement(document, wanted),
        StatusKind::PagerdutyStatus => pagerduty::statement(document, beside, wanted),
        // No service has it yet; a guess would put words into their mouths.
        StatusKind::AwsCurrentevents => None,
    }
}

/// Of several states, the one with the highest number is told.
fn severity(state: FeedState) -> u8 {
    match state {
        FeedState::Unreadable => 0,
        FeedState::Operational => 1,
        FeedState::Maintenance => 2,
        FeedState::Degraded => 3,
        FeedState::Outage => 4,
    }
}

/// The vendor's words on one line, without anything that is no text.
pub(super) fn words(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.chars().filter(|it| !it.is_control()).collect::<String>();
    if line.is_empty() {
        return None;
    }
    if line.chars().count() <= MAX_WORDS {
        return Some(line);
    }
    Some(line.chars().take(MAX_WORDS - 1).chain(['…']).collect())
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;
    use crate::probe::{Limits, Proxies, Trust};

    #[track_caller]
    fn check(
        kind: StatusKind,
        components: &[&str],
        document: &str,
        expected: Option<(FeedState, &str)>,
    ) {
        let feed = StatusFeed {
            kind,
            url: Url::parse("https://status.example.test/").unwrap(),
            components: components.iter().map(|it| (*it).to_owned()).collect(),
        };
        let found = parse(&feed, document.as_bytes(), &Beside::default());
        let found =
            found.as_ref().map(|(state, says)| (*state, says.as_deref().unwrap_or_default()));
        assert_eq!(found, expected);
    }

    const STATUSPAGE: StatusKind = StatusKind::AtlassianStatuspage;

    #[test]
    fn each_statuspage_indicator_has_its_state() {
        let states = [
            ("none", FeedState::Operational),
            ("minor", FeedState::Degraded),
            ("major", FeedState::Outage),
            ("critical", FeedState::Outage),
            ("maintenance", FeedState::Maintenance),
            ("purple", FeedState::Unreadable),
        ];
        for (indicator, state) in states {
            let document = format!(r#"{{"status":{{"indicator":"{indicator}"}}}}"#);
            check(STATUSPAGE, &[], &document, Some((state, "")));
        }
    }

    #[test]
    fn the_incident_is_what_a_statuspage_says() {
        let document = r#"{"status":{"indicator":"major","description":"Partial System Outage"},
            "incidents":[{"name":"Video playback fails","status":"investigating"}]}"#;
        check(STATUSPAGE, &[], document, Some((FeedState::Outage, "Video playback fails")));
        let bare = r#"{"status":{"indicator":"major","description":"Partial System Outage"}}"#;
        check(STATUSPAGE, &[], bare, Some((FeedState::Outage, "Partial System Outage")));
    }

    #[test]
    fn a_component_that_does_not_matter_is_no_trouble() {
        let document = r#"{"status":{"indicator":"major"},
            "components":[{"name":"Chat","status":"major_outage"},{"name":"Web","status":"operational"}],
            "incidents":[{"name":"Chat is down","components":[{"name":"Chat","status":"major_outage"}]}]}"#;
        check(STATUSPAGE, &["Web"], document, Some((FeedState::Operational, "")));
        check(STATUSPAGE, &["Chat"], document, Some((FeedState::Outage, "Chat is down")));
    }

    #[test]
    fn a_maintenance_to_come_is_not_going_on() {
        let document = r#"{"status":{"indicator":"minor","description":"Minor"},
            "scheduled_maintenances":[{"name":"Next week","status":"scheduled"}]}"#;
        check(STATUSPAGE, &[], document, Some((FeedState::Degraded, "Minor")));
    }

    #[test]
    fn apple_wraps_its_list_and_keeps_old_events() {
        let document = r#"jsonCallback({"services":[
            {"serviceName":"Apple TV","events":[
              {"eventStatus":"resolved","statusType":"Outage","message":"over"},
              {"eventStatus":"ongoing","statusType":"Issue","message":"Some users cannot play"}]},
            {"serviceName":"Maps","events":[{"eventStatus":"ongoing","statusType":"Outage"}]}]});"#;
        let expected = Some((FeedState::Degraded, "Some users cannot play"));
        check(StatusKind::AppleSystemStatus, &["Apple TV"], document, expected);
        check(
            StatusKind::AppleSystemStatus,
            &["Music"],
            document,
            Some((FeedState::Operational, "")),
        );
    }

    #[test]
    fn instatus_names_its_incident() {
        let document = r#"{"page":{"status":"HASISSUES"},
            "activeIncidents":[{"name":"Login fails","impact":"MAJOROUTAGE"}]}"#;
        check(StatusKind::Instatus, &[], document, Some((FeedState::Outage, "Login fails")));
    }

    #[test]
    fn a_google_incident_with_an_end_is_over() {
        let document = r#"[{"end":"2024-01-01T00:00:00Z","severity":"high"},
            {"external_desc":"Elevated errors","severity":"medium"}]"#;
        check(
            StatusKind::GoogleIncidents,
            &[],
            document,
            Some((FeedState::Degraded, "Elevated errors")),
        );
    }

    #[test]
    fn what_is_no_feed_is_not_understood() {
        for document in ["", "<html>503</html>", "{}", "[]", "null", "{\"status\":3}"] {
            check(STATUSPAGE, &[], document, None);
        }
    }

    #[test]
    fn words_are_one_short_line() {
        assert_eq!(words("  Login\n\tfails \u{1b}[31m").as_deref(), Some("Login fails [31m"));
        assert_eq!(words(" \n"), None);
        assert_eq!(words(&"x".repeat(1000)).unwrap().chars().count(), MAX_WORDS);
    }

    #[tokio::test(start_paused = true)]
    async fn what_a_vendor_said_holds_for_a_while_and_is_then_asked_for_again() {
        let reader =
            Reader::new(Trust::from_roots(&[], &[]), Proxies::default(), &Limits::default());
        let said = Feed { service: "x".to_owned(), state: FeedState::Outage, says: None };
        reader.said.lock().unwrap().insert("x".to_owned(), (Instant::now(), said));
        let nobody = StatusFeed {
            kind: STATUSPAGE,
            url: Url::parse("http://127.0.0.1:9/").unwrap(),
            components: vec![],
        };
        assert_eq!(feed("x", &nobody, &reader).await.state, FeedState::Outage);
        assert_eq!(reader.take_count(), 0, "nobody was asked");
        tokio::time::advance(HOLDS).await;
        assert_eq!(feed("x", &nobody, &reader).await.state, FeedState::Unreadable);
        assert!(reader.take_count() > 0);
    }
}

//! All time limits of the probe, in one place.

use std::time::Duration;

/// How long each step may take. Each limit has its reason; a test checks their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The system's own look-up: one dead server costs glibc 5 s before it asks the next.
    pub lookup: Duration,
    /// After which our own question is sent once more: a lost datagram must not look like a dead resolver.
    pub resend: Duration,
    /// Our own question to a resolver, the repetition included: a healthy one answers in a tenth of that.
    pub query: Duration,
    /// The same over TLS, which takes three more round trips.
    pub query_over_tls: Duration,
    /// Between the starts of two attempts to connect (RFC 8305, section 5).
    pub stagger: Duration,
    /// Until a connection is open: room for two repetitions of the SYN, after 1 s and 3 s (RFC 6298).
    pub connect: Duration,
    /// Until a proxy has answered our wish, as it must connect to the target itself.
    pub tunnel: Duration,
    /// The TLS handshake: two round trips and a repetition.
    pub handshake: Duration,
    /// From the request to the end of the response's head. Gateways give up on their origin later, but few people
    /// wait longer.
    pub first_byte: Duration,
    /// Between two pieces of content: longer than any repetition, so the content has stopped.
    pub idle: Duration,
    /// All of the content that is looked at, however slowly it drips.
    pub content: Duration,
    /// All of the content whose throughput is measured.
    pub measure: Duration,
    /// A whole walk with all its redirects: below the default deadline of a round, so that a walk ends by itself.
    pub walk: Duration,
    /// A vendor's status feed. It only adds words to what was seen, so nobody waits for it.
    pub feed: Duration,
}

impl Limits {
    /// The same for a trial. What answers later than this is no way that helps, and a verdict waits for it: a trial begins
    /// while the walk that it is about is still under way, and should end with it.
    pub(super) fn of_trials(&self) -> Self {
        Self {
            // Still room for two repetitions of the SYN.
            connect: self.connect.min(Duration::from_millis(3_200)),
            handshake: self.handshake.min(Duration::from_millis(4_200)),
            first_byte: self.first_byte.min(Duration::from_secs(5)),
            ..self.clone()
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            lookup: Duration::from_millis(6500),
            resend: Duration::from_millis(800),
            query: Duration::from_secs(2),
            query_over_tls: Duration::from_secs(3),
            stagger: Duration::from_millis(250),
            connect: Duration::from_secs(4),
            tunnel: Duration::from_secs(6),
            handshake: Duration::from_secs(5),
            first_byte: Duration::from_secs(8),
            idle: Duration::from_secs(3),
            content: Duration::from_secs(4),
            measure: Duration::from_secs(6),
            walk: Duration::from_secs(12),
            feed: Duration::from_secs(3),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The default of `check --deadline`.
    const ROUND: Duration = Duration::from_secs(15);

    #[test]
    fn a_part_is_shorter_than_its_whole() {
        let it = Limits::default();
        let pairs = [
            ("resend < query", it.resend * 2, it.query),
            ("query < query over TLS", it.query, it.query_over_tls),
            ("stagger < connect", it.stagger * 8, it.connect),
            ("idle < content", it.idle, it.content),
            ("content < measure", it.content, it.measure),
            ("connect < tunnel", it.connect, it.tunnel),
            ("look-up and connect < walk", it.lookup + it.connect, it.walk),
            ("first byte and idle < walk", it.first_byte + it.idle, it.walk),
            ("tunnel and handshake < walk", it.tunnel + it.handshake, it.walk),
            ("walk < round", it.walk, ROUND),
            ("feed < round", it.feed, ROUND),
        ];
        for (rule, part, whole) in pairs {
            assert!(part < whole, "{rule}: {part:?} is not below {whole:?}");
        }
    }

    #[test]
    fn the_system_may_ask_a_second_server_after_a_dead_first() {
        assert!(Limits::default().lookup > Duration::from_secs(5));
    }

    #[test]
    fn a_lost_syn_may_be_repeated_twice() {
        let it = Limits::default();
        assert!(it.connect > Duration::from_secs(3));
        assert!(it.of_trials().connect > Duration::from_secs(3));
    }

    #[test]
    fn a_trial_may_take_no_longer_than_the_walk_that_it_is_about() {
        let it = Limits::default();
        let trial = it.of_trials();
        assert!(trial.connect < it.connect);
        assert!(trial.handshake < it.handshake);
        assert!(trial.first_byte < it.first_byte);
        // Who set a shorter limit keeps it.
        let short = Limits { connect: Duration::from_millis(50), ..it };
        assert_eq!(short.of_trials().connect, short.connect);
    }
}

//! Whom this computer trusts, and whether the whole world does: the one question that tells the service's own answer
//! from that of somebody who re-signs TLS on the way.
//!
//! One path is built, to a root of the operating system's store, as any program here would build it. The root at its
//! end is then looked up among the public roots. Only a chain that is not accepted, or ends in a private root, is
//! looked at a second time. What was accepted is [remembered](super::verdicts) for a while.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use std::{fmt, io, slice};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{ClientConfig, Resumption};
use rustls::crypto::{CryptoProvider, ring};
use rustls::{
    CertificateError, CipherSuite, DigitallySignedStruct, RootCertStore, SignatureScheme,
    SupportedCipherSuite,
};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, ServerName, TrustAnchor, UnixTime};
use thiserror::Error;
use webpki::{EndEntityCert, KeyUsage};

use super::certificate;
use super::verdicts::{Key, Now, Verdicts};
use crate::observation::{Anchor, CertificateFacts, FailureKind};
use crate::whole_file;

/// Why the set of trusted roots could not be made.
#[derive(Debug, Error)]
pub enum TrustError {
    /// The file with further public roots cannot be read.
    #[error("read the public roots in {path}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The file with further public roots holds no certificate, or one that is damaged.
    #[error("find certificates in PEM form in {path}")]
    NoCertificates {
        /// The file.
        path: PathBuf,
    },
}

/// The roots that this computer trusts, and those that are publicly trusted. Made once; cloning is cheap.
#[derive(Clone)]
pub struct Trust(Arc<Roots>);

struct Roots {
    system: Arc<RootCertStore>,
    public: Vec<TrustAnchor<'static>>,
    /// Subject and key of each public root: the same root can be there as several certificates.
    public_keys: HashSet<(Vec<u8>, Vec<u8>)>,
    /// What these roots have accepted: a memory for each set of roots, so that none speaks for another.
    verdicts: Verdicts,
    provider: Arc<CryptoProvider>,
    /// Offering h2 and http/1.1.
    any_http: ClientConfig,
    /// Offering http/1.1 alone.
    http1: ClientConfig,
}

/// Which application protocols a handshake offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offer {
    AnyHttp,
    Http1,
}

/// What was found out about a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) anchor: Anchor,
    pub(super) certificate: Option<CertificateFacts>,
    pub(super) failure: Option<FailureKind>,
    /// When the first of the chain to end does, in seconds since 1970.
    pub(super) ends: Option<i64>,
}

impl Trust {
    /// The operating system's store, and Mozilla's roots with the certificates in `extra_public_roots` (PEM) as the
    /// public ones.
    ///
    /// An empty or unreadable store of the system is no error: that a system trusts nobody is a finding.
    pub fn load(extra_public_roots: Option<&Path>) -> Result<Self, TrustError> {
        let extra = match extra_public_roots {
            Some(path) => read_pem(path)?,
            None => Vec::new(),
        };
        let mut system = anchors(&rustls_native_certs::load_native_certs().certs);
        if cfg!(windows) {
            // Windows fetches a public root when it is first needed; until then it is not in the store.
            system.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        }
        let mut public = webpki_roots::TLS_SERVER_ROOTS.to_vec();
        public.extend(anchors(&extra));
        Ok(Self::of(system, public))
    }

    /// Exactly these roots, in DER.
    pub fn from_roots(system: &[CertificateDer<'_>], public: &[CertificateDer<'_>]) -> Self {
        Self::of(anchors(system), anchors(public))
    }

    fn of(system: Vec<TrustAnchor<'static>>, public: Vec<TrustAnchor<'static>>) -> Self {
        let system = Arc::new(RootCertStore { roots: system });
        let provider = Arc::new(provider());
        let config = |protocols: &[&[u8]]| {
            let mut config = ClientConfig::builder_with_provider(Arc::clone(&provider))
                .with_safe_default_protocol_versions()
                .expect("the provider has cipher suites for TLS 1.2 and 1.3")
                .with_root_certificates(Arc::clone(&system))
                .with_no_client_auth();
            // A resumed session shows no certificate.
            config.resumption = Resumption::disabled();
            config.alpn_protocols = protocols.iter().map(|it| it.to_vec()).collect();
            config
        };
        let public_keys = public.iter().map(identity).collect();
        let (any_http, http1) = (config(&[b"h2", b"http/1.1"]), config(&[b"http/1.1"]));
        let verdicts = Verdicts::default();
        Self(Arc::new(Roots { system, public, public_keys, verdicts, provider, any_http, http1 }))
    }

    /// A client configuration that trusts what the system trusts, for whoever only wants to read something.
    pub(super) fn plain_client_config(&self) -> ClientConfig {
        self.0.any_http.clone()
    }

    /// A client configuration whose verifier notes what it sees in the [`Witness`] that comes with it.
    pub(super) fn witnessed(
        &self,
        offer: Offer,
        now: Now,
        lenient: bool,
    ) -> (Arc<ClientConfig>, Arc<Witness>) {
        let witness =
            Arc::new(Witness { trust: self.clone(), now, lenient, verdict: OnceLock::new() });
        let mut config = match offer {
            Offer::AnyHttp => self.0.any_http.clone(),
            Offer::Http1 => self.0.http1.clone(),
        };
        config.dangerous().set_certificate_verifier(Arc::clone(&witness) as _);
        (Arc::new(config), witness)
    }

    /// The verdict on `chain`, shown for `name`: as it was found a while ago, if it still holds.
    fn verdict(&self, chain: &[CertificateDer<'_>], name: &ServerName<'_>, now: Now) -> Verdict {
        let key = Key::of(chain, name);
        if let Some(verdict) = self.0.verdicts.recall(key, now) {
            return verdict;
        }
        let verdict = self.judge(chain, Some(name), now.wall);
        self.0.verdicts.remember(key, &verdict, now);
        verdict
    }

    /// Judges `chain`, the server's own certificate first, at the time `now`; for any name where `name` is `None`.
    pub(super) fn judge(
        &self,
        chain: &[CertificateDer<'_>],
        name: Option<&ServerName<'_>>,
        now: UnixTime,
    ) -> Verdict {
        let (anchor, failure) = match self.accept(chain, name, now) {
            Ok(anchor) => (anchor, None),
            Err(failure) => {
                (Anchor::Rejected { public: self.is_public(chain, now, &failure) }, Some(failure))
            }
        };
        let (certificate, ends) = certificate::facts_and_end(chain);
        Verdict { anchor, certificate, failure, ends }
    }

    /// The path to a root of the system, as any program would build it.
    fn accept(
        &self,
        chain: &[CertificateDer<'_>],
        name: Option<&ServerName<'_>>,
        now: UnixTime,
    ) -> Result<Anchor, FailureKind> {
        let (leaf, rest) = chain.split_first().ok_or(FailureKind::CertificateInvalid)?;
        let leaf = EndEntityCert::try_from(leaf).map_err(|err| meaning(&err))?;
        let known = match build_path(&leaf, rest, &self.0.system.roots, now) {
            Ok(anchor) => Ok(self.0.public_keys.contains(&anchor)),
            Err(webpki::Error::CaUsedAsEndEntity) if self.is_trusted_itself(&leaf) => {
                within_its_time(chain, now).map(|()| false)
            }
            // A server that shows a CA's certificate as its own made it itself; that is the fault to name.
            Err(webpki::Error::CaUsedAsEndEntity) => Err(FailureKind::UnknownIssuer),
            Err(err) => Err(meaning(&err)),
        };
        let public = known?;
        if let Some(name) = name {
            leaf.verify_is_valid_for_subject_name(name).map_err(|err| meaning(&err))?;
        }
        // The system may know a private cross-certificate, and be none the worse for it.
        let public = public || build_path(&leaf, rest, &self.0.public, now).is_ok();
        Ok(if public { Anchor::Public } else { Anchor::Private })
    }

    /// Whether a chain that was not accepted, because of `failure`, ends in a public root all the same.
    ///
    /// Where the time is wrong, the chain is asked at a time of its own: a wrong clock and an interceptor must be told
    /// apart.
    fn is_public(
        &self,
        chain: &[CertificateDer<'_>],
        now: UnixTime,
        failure: &FailureKind,
    ) -> bool {
        let untimely = matches!(
            failure,
            FailureKind::CertificateExpired | FailureKind::CertificateNotYetValid
        );
        let time = if untimely {
            let seconds = certificate::own_time(chain).and_then(|it| u64::try_from(it).ok());
            let Some(seconds) = seconds else { return false };
            UnixTime::since_unix_epoch(Duration::from_secs(seconds))
        } else {
            now
        };
        let Some((leaf, rest)) = chain.split_first() else { return false };
        EndEntityCert::try_from(leaf)
            .is_ok_and(|leaf| build_path(&leaf, rest, &self.0.public, time).is_ok())
    }

    /// Whether the server's own certificate is in the system's store: a person's own server, trusted by hand.
    fn is_trusted_itself(&self, leaf: &EndEntityCert<'_>) -> bool {
        let key = leaf.subject_public_key_info();
        self.0.system.roots.iter().any(|root| {
            root.subject.as_ref() == leaf.subject()
                && webpki::spki_for_anchor(root).as_ref() == key.as_ref()
        })
    }
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trust")
            .field("system", &self.0.system.roots.len())
            .field("public", &self.0.public.len())
            .finish()
    }
}

/// The verifier of one handshake. It keeps what it saw, also where the handshake fails, or fails later.
pub(super) struct Witness {
    trust: Trust,
    now: Now,
    /// Accept any certificate: only whether the other side answers is asked, and nothing will be sent.
    lenient: bool,
    verdict: OnceLock<Verdict>,
}

impl Witness {
    /// What was seen; `None` where no certificate came.
    pub(super) fn verdict(&self) -> Option<&Verdict> {
        self.verdict.get()
    }
}

impl fmt::Debug for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Witness").field("verdict", &self.verdict).finish_non_exhaustive()
    }
}

impl ServerCertVerifier for Witness {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let chain = [slice::from_ref(end_entity), intermediates].concat();
        let verdict = self.verdict.get_or_init(|| {
            if self.lenient {
                self.trust.judge(&chain, None, self.now.wall)
            } else {
                self.trust.verdict(&chain, server_name, self.now)
            }
        });
        match &verdict.failure {
            Some(failure) if !self.lenient => {
                Err(rustls::Error::InvalidCertificate(to_rustls(failure)))
            }
            Some(_) | None => Ok(ServerCertVerified::assertion()),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.trust.0.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, cert, dss, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.trust.0.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, cert, dss, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.trust.0.provider.signature_verification_algorithms.supported_schemes()
    }
}

type Identity = (Vec<u8>, Vec<u8>);

/// The cryptography of a handshake, offered in the order of the browsers: AES-128 first, whose SHA-256 most processors have
/// an instruction for.
fn provider() -> CryptoProvider {
    let mut provider = ring::default_provider();
    let is_longer = |it: &SupportedCipherSuite| it.suite() != CipherSuite::TLS13_AES_128_GCM_SHA256;
    provider.cipher_suites.sort_by_key(is_longer);
    provider
}

fn identity(anchor: &TrustAnchor<'_>) -> Identity {
    (anchor.subject.to_vec(), anchor.subject_public_key_info.to_vec())
}

/// The root at the end of the first path that holds.
fn build_path(
    leaf: &EndEntityCert<'_>,
    rest: &[CertificateDer<'_>],
    roots: &[TrustAnchor<'_>],
    now: UnixTime,
) -> Result<Identity, webpki::Error> {
    leaf.verify_for_usage(
        webpki::ALL_VERIFICATION_ALGS,
        roots,
        rest,
        now,
        KeyUsage::server_auth(),
        None,
        None,
    )
    .map(|path| identity(path.anchor()))
}

fn within_its_time(chain: &[CertificateDer<'_>], now: UnixTime) -> Result<(), FailureKind> {
    let facts = certificate::facts(chain).ok_or(FailureKind::CertificateInvalid)?;
    let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    if now > facts.not_after.as_second() {
        Err(FailureKind::CertificateExpired)
    } else if now < facts.not_before.as_second() {
        Err(FailureKind::CertificateNotYetValid)
    } else {
        Ok(())
    }
}

fn meaning(err: &webpki::Error) -> FailureKind {
    #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum; the rest is one kind")]
    match err {
        webpki::Error::CertExpired { .. } => FailureKind::CertificateExpired,
        webpki::Error::CertNotValidYet { .. } => FailureKind::CertificateNotYetValid,
        // A root of the same name with another key is another root: a filter that was set up anew, for one.
        webpki::Error::UnknownIssuer | webpki::Error::InvalidSignatureForPublicKey => {
            FailureKind::UnknownIssuer
        }
        webpki::Error::CertNotValidForName(_) => FailureKind::NameMismatch,
        _ => FailureKind::CertificateInvalid,
    }
}

/// For the alert that the other side gets.
fn to_rustls(failure: &FailureKind) -> CertificateError {
    #[expect(clippy::wildcard_enum_match_arm, reason = "only these are said of certificates")]
    match failure {
        FailureKind::CertificateExpired => CertificateError::Expired,
        FailureKind::CertificateNotYetValid => CertificateError::NotValidYet,
        FailureKind::UnknownIssuer => CertificateError::UnknownIssuer,
        FailureKind::NameMismatch => CertificateError::NotValidForName,
        _ => CertificateError::BadEncoding,
    }
}

/// The roots among `certificates`; one that cannot be read is nobody's root.
fn anchors(certificates: &[CertificateDer<'_>]) -> Vec<TrustAnchor<'static>> {
    certificates
        .iter()
        .filter_map(|it| webpki::anchor_from_trusted_cert(it).ok())
        .map(|it| it.to_owned())
        .collect()
}

/// Many times the largest bundle of roots.
const LARGEST_BUNDLE: u64 = 16 << 20;

fn read_pem(path: &Path) -> Result<Vec<CertificateDer<'static>>, TrustError> {
    let text = whole_file::read(path, LARGEST_BUNDLE)
        .map_err(|source| TrustError::Unreadable { path: path.to_owned(), source })?;
    let found = CertificateDer::pem_slice_iter(&text).collect::<Result<Vec<_>, _>>();
    match found {
        Ok(certificates) if !anchors(&certificates).is_empty() => Ok(certificates),
        Ok(_) | Err(_) => Err(TrustError::NoCertificates { path: path.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};

    use super::*;
    use crate::clock::Moment;

    const HOST: &str = "www.example.test";

    /// Within the time of every certificate here: the beginning of 2026.
    const NOON: u64 = 1_767_268_800;

    struct Authority {
        issuer: Issuer<'static, KeyPair>,
        root: CertificateDer<'static>,
    }

    impl Authority {
        fn new(name: &str) -> Self {
            let mut params = CertificateParams::default();
            params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
            params.distinguished_name.push(DnType::CommonName, name);
            let key = KeyPair::generate().unwrap();
            let root = params.self_signed(&key).unwrap().der().clone();
            Self { issuer: Issuer::new(params, key), root }
        }

        /// A chain for [`HOST`] and `www.example.net`, whose first certificate ends at noon of `day` of January 2026.
        fn chain(&self, day: u8) -> Vec<CertificateDer<'static>> {
            let names = vec![HOST.to_owned(), "www.example.net".to_owned()];
            let mut params = CertificateParams::new(names).unwrap();
            params.not_before = rcgen::date_time_ymd(2025, 1, 1);
            params.not_after = rcgen::date_time_ymd(2026, 1, day) + Duration::from_hours(12);
            let leaf = params.signed_by(&KeyPair::generate().unwrap(), &self.issuer).unwrap();
            vec![leaf.der().clone(), self.root.clone()]
        }

        fn trusted(&self) -> Trust {
            Trust::from_roots(slice::from_ref(&self.root), slice::from_ref(&self.root))
        }
    }

    fn name(text: &str) -> ServerName<'static> {
        ServerName::try_from(text.to_owned()).unwrap()
    }

    /// So many seconds after noon of the first day, by both clocks.
    fn after(seconds: u64) -> Now {
        Now {
            wall: UnixTime::since_unix_epoch(Duration::from_secs(NOON + seconds)),
            moment: Moment::from_secs(1_000_000 + seconds),
        }
    }

    #[track_caller]
    fn assert_remembered(trust: &Trust, chain: &[CertificateDer<'_>], now: Now, wanted: bool) {
        let known = trust.0.verdicts.recall(Key::of(chain, &name(HOST)), now);
        assert_eq!(known.is_some(), wanted);
        if let Some(known) = known {
            assert_eq!(known, trust.judge(chain, Some(&name(HOST)), now.wall));
        }
    }

    #[test]
    fn all_suites_are_offered_and_the_browsers_first_choice_is_ours() {
        let suites = |it: &CryptoProvider| -> Vec<_> {
            it.cipher_suites.iter().map(SupportedCipherSuite::suite).collect()
        };
        let (ours, theirs) = (suites(&provider()), suites(&ring::default_provider()));
        assert_eq!(ours.first(), Some(&CipherSuite::TLS13_AES_128_GCM_SHA256));
        assert_eq!(ours.len(), theirs.len());
        assert!(theirs.iter().all(|it| ours.contains(it)), "{ours:?}");
    }

    #[test]
    fn an_accepted_chain_is_remembered_for_less_than_an_hour() {
        let authority = Authority::new("Root");
        let (trust, chain) = (authority.trusted(), authority.chain(9));
        assert_remembered(&trust, &chain, after(0), false);
        let verdict = trust.verdict(&chain, &name(HOST), after(0));
        assert_eq!((&verdict.anchor, &verdict.failure), (&Anchor::Public, &None));
        assert_remembered(&trust, &chain, after(0), true);
        assert_remembered(&trust, &chain, after(3_599), true);
        assert_remembered(&trust, &chain, after(3_600), false);
        // Checked anew, it is good for another while.
        trust.verdict(&chain, &name(HOST), after(3_600));
        assert_remembered(&trust, &chain, after(7_199), true);
    }

    #[test]
    fn a_remembered_chain_is_no_word_for_another_name() {
        let authority = Authority::new("Root");
        let (trust, chain) = (authority.trusted(), authority.chain(9));
        trust.verdict(&chain, &name(HOST), after(0));
        let other = trust.verdict(&chain, &name("www.example.org"), after(1));
        assert_eq!(other.failure, Some(FailureKind::NameMismatch));
        assert_eq!(trust.verdict(&chain, &name("www.example.net"), after(1)).failure, None);
    }

    #[test]
    fn a_remembered_chain_is_no_word_for_other_roots() {
        let authority = Authority::new("Root");
        let chain = authority.chain(9);
        authority.trusted().verdict(&chain, &name(HOST), after(0));
        let other = Authority::new("Root").trusted();
        let verdict = other.verdict(&chain, &name(HOST), after(1));
        assert_eq!(verdict.failure, Some(FailureKind::UnknownIssuer));
    }

    #[test]
    fn a_chain_with_one_byte_changed_is_judged_anew() {
        let authority = Authority::new("Root");
        let (trust, chain) = (authority.trusted(), authority.chain(9));
        trust.verdict(&chain, &name(HOST), after(0));
        let mut forged = chain[0].to_vec();
        // The last byte belongs to the signature.
        *forged.last_mut().unwrap() ^= 1;
        let forged = [CertificateDer::from(forged), chain[1].clone()];
        let verdict = trust.verdict(&forged, &name(HOST), after(1));
        assert!(verdict.failure.is_some(), "{verdict:?}");
    }

    #[test]
    fn a_certificate_that_ends_meanwhile_is_expired_at_once() {
        let authority = Authority::new("Root");
        let (trust, chain) = (authority.trusted(), authority.chain(2));
        let end = 24 * 3600;
        let verdict = trust.verdict(&chain, &name(HOST), after(end - 60));
        assert_eq!(verdict.failure, None);
        assert_remembered(&trust, &chain, after(end), true);
        let verdict = trust.verdict(&chain, &name(HOST), after(end + 1));
        assert_eq!(verdict.failure, Some(FailureKind::CertificateExpired));
    }

    #[test]
    fn a_clock_that_is_set_does_not_keep_a_verdict_alive() {
        let authority = Authority::new("Root");
        let (trust, chain) = (authority.trusted(), authority.chain(9));
        trust.verdict(&chain, &name(HOST), after(600));
        let back = Now { wall: after(0).wall, ..after(700) };
        assert_remembered(&trust, &chain, back, false);
        // Set back by so much that the wall clock shows the same hour again.
        let stuck = Now { wall: after(601).wall, ..after(600 + 3_600) };
        assert_remembered(&trust, &chain, stuck, false);
        let forth = Now { wall: after(600 + 3_600).wall, ..after(601) };
        assert_remembered(&trust, &chain, forth, false);
        assert_remembered(&trust, &chain, after(601), true);
    }

    #[test]
    fn what_was_not_accepted_is_never_remembered() {
        let authority = Authority::new("Root");
        let (trust, expired) = (authority.trusted(), authority.chain(1));
        let stranger = Authority::new("Stranger").chain(9);
        for chain in [&expired, &stranger] {
            assert!(trust.verdict(chain, &name(HOST), after(60)).failure.is_some());
            assert_remembered(&trust, chain, after(60), false);
        }
    }

    #[test]
    fn a_private_root_is_remembered_as_private() {
        let authority = Authority::new("Root");
        let trust = Trust::from_roots(slice::from_ref(&authority.root), &[]);
        let chain = authority.chain(9);
        for second in 0..2 {
            let verdict = trust.verdict(&chain, &name(HOST), after(second));
            assert_eq!(verdict.anchor, Anchor::Private);
        }
        assert_remembered(&trust, &chain, after(1), true);
    }
}

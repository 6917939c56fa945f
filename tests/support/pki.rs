//! Certificate authorities and servers' certificates, made on the spot.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{ServerConfig, SupportedProtocolVersion};

/// A certificate authority.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    root: CertificateDer<'static>,
}

impl Authority {
    pub(crate) fn new(name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, name);
        let key = KeyPair::generate().unwrap();
        let root = params.self_signed(&key).unwrap().der().clone();
        Self { issuer: Issuer::new(params, key), root }
    }

    pub(crate) fn root(&self) -> CertificateDer<'static> {
        self.root.clone()
    }

    /// A certificate for `name` that is valid now.
    pub(crate) fn certify(&self, name: &str) -> Identity {
        self.certify_between(name, (2020, 2100))
    }

    /// A certificate for `name`, valid from the beginning of one year to that of another.
    pub(crate) fn certify_between(&self, name: &str, years: (i32, i32)) -> Identity {
        let key = KeyPair::generate().unwrap();
        let leaf = params(name, years).signed_by(&key, &self.issuer).unwrap();
        Identity { chain: vec![leaf.der().clone(), self.root()], key }
    }
}

/// What a server shows: a chain, and the key of its first certificate.
pub(crate) struct Identity {
    pub(crate) chain: Vec<CertificateDer<'static>>,
    key: KeyPair,
}

impl Identity {
    /// A certificate that nobody but the server itself signed.
    pub(crate) fn self_signed(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = params(name, (2020, 2100));
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let leaf = params.self_signed(&key).unwrap();
        Self { chain: vec![leaf.der().clone()], key }
    }

    /// Bytes in place of a certificate.
    pub(crate) fn garbage() -> Self {
        let chain = vec![CertificateDer::from(b"this is no certificate".to_vec())];
        Self { chain, key: KeyPair::generate().unwrap() }
    }

    /// Somebody who shows `chain` and does not have its key.
    pub(crate) fn impostor(chain: Vec<CertificateDer<'static>>) -> Self {
        Self { chain, key: KeyPair::generate().unwrap() }
    }

    /// The configuration of a server that shows this identity to everybody.
    pub(crate) fn config(self, protocols: &[&[u8]]) -> Arc<ServerConfig> {
        let mut config = self.config_of(ring::default_provider(), rustls::ALL_VERSIONS);
        config.alpn_protocols = protocols.iter().map(|it| it.to_vec()).collect();
        Arc::new(config)
    }

    /// The same with these ciphers and versions.
    pub(crate) fn config_of(
        self,
        provider: CryptoProvider,
        versions: &[&'static SupportedProtocolVersion],
    ) -> ServerConfig {
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(self.key.serialize_der()));
        let key = provider.key_provider.load_private_key(key).unwrap();
        let shown = Always(Arc::new(CertifiedKey::new(self.chain, key)));
        ServerConfig::builder_with_provider(Arc::new(provider))
            .with_protocol_versions(versions)
            .unwrap()
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(shown))
    }
}

fn params(name: &str, years: (i32, i32)) -> CertificateParams {
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = rcgen::date_time_ymd(years.0, 1, 1);
    params.not_after = rcgen::date_time_ymd(years.1, 1, 1);
    params
}

/// Shows one certificate whatever it is: rustls checks what it is given, and some of ours are bad on purpose.
#[derive(Debug)]
struct Always(Arc<CertifiedKey>);

impl ResolvesServerCert for Always {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }
}

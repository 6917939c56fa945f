//! Certificates: two public roots, an interceptor's root, and what is signed by them.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::world::{Certificate, Signer, Site};

type Issuer = CertifiedIssuer<'static, KeyPair>;

/// Signs for everybody.
pub(crate) struct Authority {
    roots: BTreeMap<Signer, Issuer>,
    intermediate: Issuer,
    key: KeyPair,
    today: Date,
}

/// A certificate chain, leaf first, with its key.
pub(crate) struct Identity {
    pub chain: Vec<CertificateDer<'static>>,
    pub key: PrivateKeyDer<'static>,
}

impl Authority {
    /// Makes the roots. In the world that they are made for, today is `days_ahead` of this machine's today.
    pub(crate) fn new(days_ahead: i32) -> Result<Self> {
        let services = root("Aldebaran Global Root R2")?;
        let intermediate = authority("Aldebaran TLS Issuing 14")?;
        let intermediate = Issuer::signed_by(intermediate, KeyPair::generate()?, &services)?;
        let now = TimeZone::UTC.to_datetime(Timestamp::now()).date();
        Ok(Self {
            roots: BTreeMap::from([
                (Signer::Services, services),
                (Signer::Controls, root("Capella Root CA")?),
                (Signer::Interceptor, root("Watchful Gateway Inspection CA")?),
            ]),
            intermediate,
            key: KeyPair::generate()?,
            today: now.checked_add(days_ahead.days())?,
        })
    }

    /// The certificate of a root.
    pub(crate) fn root(&self, signer: Signer) -> Result<CertificateDer<'static>> {
        Ok(self.roots.get(&signer).context("no such root")?.der().clone())
    }

    /// The roots of `signers` as a PEM bundle.
    pub(crate) fn bundle(&self, signers: &[Signer]) -> String {
        signers.iter().filter_map(|it| self.roots.get(it)).map(Issuer::pem).collect()
    }

    /// What `site` shows.
    pub(crate) fn identity_of(&self, site: &Site) -> Result<Identity> {
        let mut names = vec![site.name.to_owned()];
        names.extend(site.addresses.iter().map(ToString::to_string));
        match site.certificate {
            Certificate::Good => self.identity(names, site.signer, -30, 60),
            Certificate::Expired => self.identity(names, site.signer, -93, -3),
            Certificate::SelfSigned => {
                let leaf = self.leaf(vec!["localhost".to_owned()], -30, 3000)?;
                Ok(self.with_key(vec![leaf.self_signed(&self.key)?.der().clone()]))
            }
        }
    }

    /// A certificate for `names` that is valid from one day to another, counted from today.
    pub(crate) fn identity(
        &self,
        names: Vec<String>,
        signer: Signer,
        from: i32,
        to: i32,
    ) -> Result<Identity> {
        let leaf = self.leaf(names, from, to)?;
        let root = self.roots.get(&signer).context("no such root")?;
        let chain = if signer == Signer::Services {
            let leaf = leaf.signed_by(&self.key, &self.intermediate)?;
            vec![leaf.der().clone(), self.intermediate.der().clone()]
        } else {
            vec![leaf.signed_by(&self.key, root)?.der().clone(), root.der().clone()]
        };
        Ok(self.with_key(chain))
    }

    fn leaf(&self, names: Vec<String>, from: i32, to: i32) -> Result<CertificateParams> {
        let common = names.first().cloned().unwrap_or_default();
        let mut leaf = CertificateParams::new(names)?;
        leaf.distinguished_name.push(DnType::CommonName, common);
        leaf.use_authority_key_identifier_extension = true;
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let day = |offset: i32| -> Result<_> {
            let date = self.today.checked_add(offset.days())?;
            let (month, day) = (u8::try_from(date.month())?, u8::try_from(date.day())?);
            Ok(date_time_ymd(date.year().into(), month, day))
        };
        (leaf.not_before, leaf.not_after) = (day(from)?, day(to)?);
        Ok(leaf)
    }

    fn with_key(&self, chain: Vec<CertificateDer<'static>>) -> Identity {
        Identity { chain, key: PrivatePkcs8KeyDer::from(self.key.serialize_der()).into() }
    }
}

/// What a certificate of somebody who signs says.
fn authority(name: &str) -> Result<CertificateParams> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::OrganizationName, name);
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    // Wide enough for every shift of the clock.
    (params.not_before, params.not_after) = (date_time_ymd(2015, 1, 1), date_time_ymd(2045, 1, 1));
    Ok(params)
}

fn root(name: &str) -> Result<Issuer> {
    Ok(Issuer::self_signed(authority(name)?, KeyPair::generate()?)?)
}

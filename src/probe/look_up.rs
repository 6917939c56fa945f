//! One question to one resolver, whoever it is and however it is asked.

use std::net::SocketAddr;

use bytes::Bytes;
use http::header;
use http_body_util::Full;
use tokio::time::Instant;
use url::Url;

use super::budget::{Budget, whole_millis};
use super::connect::{self, SocketOptions};
use super::handshake::Greeting;
use super::trust::Offer;
use super::url_parts::{host_of, port_of, with_port};
use super::walk::Walker;
use super::{dns, exchange};
use crate::observation::{FailureKind, Family, Lookup, LookupAnswer, Resolver, ResolverKind};

impl Walker {
    /// Asks `resolver` for the addresses of `name`, through the interface `via` if given. Never fails.
    pub async fn look_up(
        &self,
        resolver: &Resolver,
        name: &str,
        family: Family,
        via: Option<&str>,
    ) -> Lookup {
        let begin = Instant::now();
        let limits = &self.tools.limits;
        let budget = Budget::new(limits.walk, None);
        if resolver.kind != ResolverKind::Doh {
            self.traffic.add_look_ups(1);
        }
        let answer = match resolver.kind {
            ResolverKind::System => {
                let asked = self.tools.system.look_up(name, Some(family), limits, &budget).await;
                asked.unwrap_or(LookupAnswer::TimedOut)
            }
            ResolverKind::Configured | ResolverKind::Public | ResolverKind::PublicTcp => {
                match (resolver.address.parse::<SocketAddr>(), dns::Question::new(name, family)) {
                    (Ok(server), Some(question)) if resolver.kind == ResolverKind::PublicTcp => {
                        dns::ask_tcp(server, &question, via, limits, &budget).await
                    }
                    (Ok(server), Some(question)) => {
                        dns::ask_udp(server, &question, via, limits, &budget).await
                    }
                    (Err(_), _) | (_, None) => LookupAnswer::Failed,
                }
            }
            ResolverKind::Doh => {
                let asking = self.ask_over_https(&resolver.address, name, family, via, &budget);
                match budget.run(limits.query_over_tls, asking).await {
                    Ok(answer) => answer,
                    Err(failure) => dns::meaning(&failure),
                }
            }
        };
        Lookup {
            resolver: resolver.clone(),
            name: name.to_owned(),
            family: Some(family),
            answer,
            took_ms: whole_millis(begin.elapsed()),
        }
    }

    /// One question over HTTPS (RFC 8484), straight to the resolver.
    async fn ask_over_https(
        &self,
        url: &str,
        name: &str,
        family: Family,
        via: Option<&str>,
        budget: &Budget,
    ) -> Result<LookupAnswer, FailureKind> {
        const MEDIA_TYPE: &str = "application/dns-message";
        let limits = &self.tools.limits;
        let question = dns::Question::new(name, family).map(dns::Question::without_id);
        let question = question.and_then(|it| it.encode(true).map(|query| (it, query)));
        let (Ok(url), Some((question, query))) = (Url::parse(url), question) else {
            return Ok(LookupAnswer::Failed);
        };
        let Some(host) = host_of(&url) else { return Ok(LookupAnswer::Failed) };
        let addresses = self.addresses_of(host, budget).await?;
        let addresses = with_port(&addresses, port_of(&url));
        let options =
            SocketOptions { interface: via.map(str::to_owned), ..SocketOptions::default() };
        let (stream, _) = connect::race(&addresses, &options, limits, budget).await.outcome?;
        let greeting = Greeting::to(host, Offer::AnyHttp).ok_or(FailureKind::CertificateInvalid)?;
        let session =
            self.shake_hands(Box::new(self.traffic.counted(stream)), greeting, budget).await;
        let secured = session.outcome?;
        let request = self
            .request(&url, http::Method::POST, secured.is_h2, false)
            .header(header::CONTENT_TYPE, MEDIA_TYPE)
            .header(header::ACCEPT, MEDIA_TYPE)
            .body(Full::new(Bytes::from(query)))
            .map_err(|_| FailureKind::MalformedResponse)?;
        let limit = limits.query_over_tls;
        let answer =
            exchange::send(secured.stream, secured.is_h2, request, None, limit, budget).await?;
        if answer.response.status() != http::StatusCode::OK {
            return Ok(LookupAnswer::Malformed);
        }
        let bytes = exchange::content(answer, limits, budget).await?;
        Ok(match question.decode(&bytes) {
            Some(dns::Reply::Answer(answer)) => answer,
            Some(dns::Reply::Truncated | dns::Reply::NotUnderstood) | None => {
                LookupAnswer::Malformed
            }
        })
    }
}

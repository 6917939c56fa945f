//! Compares what the program says with what was done.

use serde_json::Value;

use crate::desktop::Said;
use crate::scenarios::{Ends, Hits, Scenario};

/// Everything that is not right about an answer. Empty: all is right.
pub(crate) fn complaints(scenario: &Scenario, said: &Said) -> Vec<String> {
    let Some(status) = said.status else {
        return vec!["did not end in time".to_owned()];
    };
    let Ok(report) = serde_json::from_str::<Value>(&said.stdout) else {
        let stderr = said.stderr.trim();
        let last = stderr.lines().last().unwrap_or("it says nothing");
        return vec![format!("no JSON ({status}): {last}")];
    };
    let answer = Answer { report: &report };
    let mut wrong = answer.shape();
    wrong.extend(answer.cause(scenario));
    wrong.extend(answer.innocent(scenario));
    wrong.extend(answer.trials(scenario));
    wrong.extend(answer.hits(scenario));
    wrong.extend(end(scenario, status.code()));
    wrong
}

/// How long the look took, and how long after the first failing probe the verdict stood.
pub(crate) fn times(said: &Said) -> Option<(u64, Option<u64>)> {
    let report = serde_json::from_str::<Value>(&said.stdout).ok()?;
    Some((report["took_ms"].as_u64()?, report["verdict_after_ms"].as_u64()))
}

struct Answer<'a> {
    report: &'a Value,
}

impl Answer<'_> {
    fn text(&self, pointer: &str) -> &str {
        self.report.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
    }

    fn services(&self) -> impl Iterator<Item = &Value> {
        self.report["services"].as_array().into_iter().flatten()
    }

    fn service(&self, id: &str) -> &Value {
        self.services().find(|it| it["id"] == id).unwrap_or(&Value::Null)
    }

    fn state(&self, id: &str) -> &str {
        self.service(id)["state"].as_str().unwrap_or_default()
    }

    /// The network's diagnosis and those of the services.
    fn diagnoses(&self) -> impl Iterator<Item = &Value> {
        std::iter::once(&self.report["network"]).chain(self.services().map(|it| &it["diagnosis"]))
    }

    /// All causes that are named, main and contributing ones.
    fn named(&self) -> Vec<&str> {
        let all = self.diagnoses().flat_map(|it| {
            let beside = it["contributing"].as_array().into_iter().flatten();
            std::iter::once(&it["cause"]).chain(beside.map(|it| &it["cause"]))
        });
        all.filter_map(Value::as_str).collect()
    }

    fn plans(&self) -> impl Iterator<Item = &Vec<Value>> {
        let of_services = self.services().map(|it| &it["plan"]);
        std::iter::once(&self.report["network"]["plan"])
            .chain(of_services)
            .filter_map(Value::as_array)
    }

    /// What every answer must have, whatever it says.
    fn shape(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut must = |holds: bool, what: &str| {
            if !holds {
                wrong.push(what.to_owned());
            }
        };
        must(self.report["schema"] == 1, "`schema` is not 1");
        must(!self.text("/summary/sentence").is_empty(), "no sentence");
        must(self.services().count() == 2, "not two services");
        must(self.plans().count() == 3, "a plan is missing");
        must(self.diagnoses().all(|it| it["cause"].is_string()), "a cause is missing");
        must(self.diagnoses().all(|it| it["evidence"].is_array()), "evidence is missing");
        let proved = |it: &Value| {
            let cause = it["cause"].as_str().unwrap_or_default();
            cause == "none" || it["evidence"].as_array().is_some_and(|it| !it.is_empty())
        };
        let own = |id: &Value| id["state"] != "held";
        let network = std::iter::once(&self.report["network"]);
        let judged = network.chain(self.services().filter(|it| own(it)).map(|it| &it["diagnosis"]));
        must(judged.into_iter().all(proved), "a cause without evidence");
        let wrong_somewhere = !["none", "unknown", ""].contains(&self.text("/summary/cause"));
        let steps = self.plans().any(|it| !it.is_empty());
        must(!wrong_somewhere || steps, "something is wrong and there are no steps");
        let took = self.report["took_ms"].as_u64();
        must(took.is_some_and(|it| it <= 16_000), "longer than the deadline");
        // The longest that one probe may take, and a second.
        let verdict = self.report["verdict_after_ms"].as_u64();
        must(verdict.is_none_or(|it| it <= 13_000), "the verdict came too late");
        wrong
    }

    fn cause(&self, scenario: &Scenario) -> Vec<String> {
        let (cause, blame) = (self.text("/summary/cause"), self.text("/summary/blame"));
        let mut wrong = Vec::new();
        if let [truth] = &scenario.truths[..] {
            if !truth.iter().any(|it| it.cause == cause) {
                let right = truth.iter().map(|it| it.cause).collect::<Vec<_>>().join(" or ");
                wrong.push(format!("says {cause}, right is {right}"));
            }
        } else {
            let named = self.named();
            for truth in &scenario.truths {
                if !truth.iter().any(|it| named.contains(&it.cause)) {
                    wrong.push(format!("misses {}", truth.first().map_or("", |it| it.cause)));
                }
            }
        }
        if !scenario.truths.iter().flatten().any(|it| it.blame == blame) {
            wrong.push(format!("blames {blame}"));
        }
        if scenario.uncertain
            && self.diagnoses().any(|it| it["cause"] == cause && it["confidence"] == "certain")
        {
            wrong.push("is certain, and cannot be".to_owned());
        }
        wrong
    }

    /// Nobody may be blamed who has nothing to do with it, not even in second place.
    fn innocent(&self, scenario: &Scenario) -> Vec<String> {
        let guilty = |cause: &str| {
            let area = |it: &str| it.split('.').next().unwrap_or_default().to_owned();
            scenario.truths.iter().flatten().any(|it| area(it.cause) == area(cause))
                || scenario.beside.contains(&cause)
        };
        let named = self.named().into_iter().filter(|it| !["none", "unknown"].contains(it));
        let mut wrong = named
            .filter(|it| !guilty(it))
            .map(|it| format!("{it} is innocent"))
            .collect::<Vec<_>>();
        wrong.sort();
        wrong.dedup();
        wrong
    }

    fn trials(&self, scenario: &Scenario) -> Vec<String> {
        let helps = |entry: &&Value| entry["trial"] == "helps";
        let mut wrong = Vec::new();
        if let Some(remedy) = scenario.helps {
            let first = self.plans().filter_map(|plan| plan.first()).filter(helps);
            if !first.into_iter().any(|entry| entry["remedy"] == remedy) {
                wrong.push(format!("{remedy} is not first with `helps`"));
            }
        }
        let claimed =
            self.plans().flatten().filter(helps).filter_map(|entry| entry["remedy"].as_str());
        let mut false_claims = claimed
            .filter(|it| scenario.helps != Some(it) && !scenario.may_help.contains(it))
            .map(|it| format!("{it} does not help"))
            .collect::<Vec<_>>();
        false_claims.sort();
        false_claims.dedup();
        wrong.extend(false_claims);
        wrong
    }

    fn hits(&self, scenario: &Scenario) -> Vec<String> {
        let mut wrong = Vec::new();
        for id in ["alfa", "bravo"] {
            let state = self.state(id);
            let hit = match scenario.hits {
                Hits::Nothing => false,
                Hits::Everything => true,
                Hits::Service(service) | Hits::Roles(service, _) => service == id,
            };
            let fits = match (hit, scenario.ends) {
                (false, _) => state == "up",
                (true, Ends::Refused) => state == "refused",
                (true, Ends::Well | Ends::Wrong) => ["down", "degraded", "held"].contains(&state),
                (true, Ends::Open) => !state.is_empty(),
            };
            if !fits {
                wrong.push(format!("{id} is {state}"));
            }
        }
        if let Hits::Roles(id, roles) = scenario.hits {
            let said = &self.service(id)["diagnosis"]["roles"];
            if *said != serde_json::json!(roles) {
                wrong.push(format!("roles are {said}, not {roles:?}"));
            }
        }
        wrong
    }
}

fn end(scenario: &Scenario, code: Option<i32>) -> Vec<String> {
    let right: &[i32] = match scenario.ends {
        Ends::Well | Ends::Refused => &[0],
        Ends::Wrong => &[1],
        Ends::Open => &[0, 1],
    };
    if code.is_some_and(|code| right.contains(&code)) {
        return Vec::new();
    }
    vec![format!("exit status {}", code.map_or("none".to_owned(), |it| it.to_string()))]
}

//! Structured field values, as far as Proxy-Status and Cache-Status need them: lists of items (RFC 9651, section 4.2.1).

/// A bare item, or the fact that a parameter holds something that nobody here reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Bare {
    Integer(i64),
    /// A string or a token: no reader of ours tells them apart.
    Text(String),
    Bool(bool),
    /// A decimal, a date, a display string, a byte sequence or an inner list.
    Other,
}

/// One member of a list: an item with its parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) item: Bare,
    pub(super) parameters: Vec<(String, Bare)>,
}

impl Member {
    /// The last value of the parameter `key`: a later one replaces an earlier one (section 4.2.3.2).
    pub(super) fn parameter(&self, key: &str) -> Option<&Bare> {
        self.parameters.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The parameter `key`, where it is a string or a token.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        match self.parameter(key)? {
            Bare::Text(text) => Some(text),
            Bare::Integer(_) | Bare::Bool(_) | Bare::Other => None,
        }
    }

    /// The parameter `key`, where it is an integer.
    pub(super) fn integer(&self, key: &str) -> Option<i64> {
        match self.parameter(key)? {
            Bare::Integer(number) => Some(*number),
            Bare::Text(_) | Bare::Bool(_) | Bare::Other => None,
        }
    }

    /// Whether the parameter `key` is there and true.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.parameter(key) == Some(&Bare::Bool(true))
    }
}

/// Parses a list. A field that breaks the rules is ignored as a whole, as section 4.2 demands: `None`.
pub(super) fn list(field: &str) -> Option<Vec<Member>> {
    let mut parser = Parser { rest: field.as_bytes() };
    let mut members = Vec::new();
    parser.spaces();
    while !parser.rest.is_empty() {
        members.push(parser.member()?);
        parser.white();
        if parser.rest.is_empty() {
            break;
        }
        parser.expect(b',')?;
        parser.white();
        if parser.rest.is_empty() {
            return None;
        }
    }
    Some(members)
}

struct Parser<'a> {
    rest: &'a [u8],
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then_some(())
    }

    fn spaces(&mut self) {
        while self.peek() == Some(b' ') {
            self.rest = &self.rest[1..];
        }
    }

    fn white(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.rest = &self.rest[1..];
        }
    }

    fn while_in(&mut self, allowed: impl Fn(u8) -> bool) -> String {
        let end = self.rest.iter().position(|byte| !allowed(*byte)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        String::from_utf8_lossy(taken).into_owned()
    }

    fn member(&mut self) -> Option<Member> {
        let item = if self.peek() == Some(b'(') { self.inner_list()? } else { self.bare()? };
        Some(Member { item, parameters: self.parameters()? })
    }

    fn inner_list(&mut self) -> Option<Bare> {
        self.expect(b'(')?;
        loop {
            self.spaces();
            if self.peek()? == b')' {
                self.next();
                return Some(Bare::Other);
            }
            self.bare()?;
            self.parameters()?;
            if !matches!(self.peek()?, b' ' | b')') {
                return None;
            }
        }
    }

    fn parameters(&mut self) -> Option<Vec<(String, Bare)>> {
        let mut parameters = Vec::new();
        while self.peek() == Some(b';') {
            self.next();
            self.spaces();
            if !matches!(self.peek()?, b'a'..=b'z' | b'*') {
                return None;
            }
            let key = self.while_in(
                |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'.' | b'*'),
            );
            let value = if self.peek() == Some(b'=') {
                self.next();
                self.bare()?
            } else {
                Bare::Bool(true)
            };
            parameters.push((key, value));
        }
        Some(parameters)
    }

    fn bare(&mut self) -> Option<Bare> {
        match self.peek()? {
            b'-' | b'0'..=b'9' => self.number(),
            b'"' => self.string(),
            b'A'..=b'Z' | b'a'..=b'z' | b'*' => Some(Bare::Text(self.while_in(|byte| {
                byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~:/".contains(&byte)
            }))),
            b'?' => {
                self.next();
                match self.next()? {
                    b'0' => Some(Bare::Bool(false)),
                    b'1' => Some(Bare::Bool(true)),
                    _ => None,
                }
            }
            b':' => {
                self.next();
                self.while_in(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte));
                self.expect(b':')?;
                Some(Bare::Other)
            }
            b'@' => {
                self.next();
                self.number().map(|_| Bare::Other)
            }
            b'%' => {
                self.next();
                self.string().map(|_| Bare::Other)
            }
            _ => None,
        }
    }

    fn number(&mut self) -> Option<Bare> {
        let text = self.while_in(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'.');
        if text.contains('.') {
            return text.parse::<f64>().ok().map(|_| Bare::Other);
        }
        text.parse().ok().map(Bare::Integer)
    }

    fn string(&mut self) -> Option<Bare> {
        self.expect(b'"')?;
        let mut text = String::new();
        loop {
            match self.next()? {
                b'"' => return Some(Bare::Text(text)),
                b'\\' => match self.next()? {
                    escaped @ (b'"' | b'\\') => text.push(char::from(escaped)),
                    _ => return None,
                },
                byte @ 0x20..=0x7e => text.push(char::from(byte)),
                _ => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_items_with_parameters_of_every_kind() {
        let members = list("edge; error=dns_error;x").unwrap();
        assert_eq!(members[0].text("error"), Some("dns_error"));
        assert!(members[0].flag("x"));
        let members =
            list(r#""a \"b\""; n=-5;d=1.5;b=?0;y=:aGk=:;t=@12, (1 "x");p, tok/1:2"#).unwrap();
        assert_eq!(members.len(), 3);
        assert_eq!(members[0].item, Bare::Text(r#"a "b""#.into()));
        assert_eq!(members[0].integer("n"), Some(-5));
        assert_eq!(members[0].parameter("d"), Some(&Bare::Other));
        assert!(!members[0].flag("b"));
        assert_eq!(members[1].item, Bare::Other);
        assert_eq!(members[2].item, Bare::Text("tok/1:2".into()));
    }

    #[test]
    fn ignores_a_field_that_breaks_the_rules() {
        for field in ["a,", "a b", "a;=1", "\"open", "a;b=?2", "(a", "a;b=", "é"] {
            assert_eq!(list(field), None, "{field}");
        }
        assert_eq!(list(""), Some(Vec::new()));
    }
}

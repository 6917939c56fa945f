//! What strangers may call themselves: services in files from elsewhere, servers, vendors, networks.

/// Each means something to somebody: a browser, a popup, a menu, a terminal, a spreadsheet, a scraper, a log.
pub(crate) const NASTY: [&str; 36] = [
    // Markup of pages and popups.
    "<b>bold</b>",
    "<a href=\"https://evil.example/\">click</a>",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title></style></textarea><svg onload=alert(1)>",
    "<!-- ",
    "]]><![CDATA[",
    "javascript:alert(1)",
    "&amp;lt;b&amp;gt; &copy",
    "A & B < C > D",
    // Marks of keys in menus.
    "_Quit",
    "__ _ x_",
    "&Quit &&",
    // What a terminal obeys.
    "\u{1b}[2J\u{1b}[31mred",
    "\u{1b}]0;title\u{7}x",
    "\u{1b}]8;;https://evil.example/\u{1b}\\link",
    "\u{9b}31m\u{90}x\u{9c}",
    "\u{8}\u{8}\u{7f}x",
    "one\r\ntwo\nthree\u{2028}four\u{b}five",
    "\u{0}x",
    // What reads backwards, or not at all.
    "\u{202e}gnp.exe",
    "\u{2066}a\u{2069}\u{200f}b",
    "\u{200b}\u{feff}\u{ad}x\u{e0041}",
    // What a spreadsheet computes.
    "=HYPERLINK(\"https://evil.example/\")",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    // What ends a text elsewhere.
    "a\"b",
    "a\\",
    "\"} 1\nstreamdoctor_evil{x=\"",
    "%s%n{}{0}${jndi:x}",
    "'; DROP TABLE rounds; --",
    "{{7*7}}",
];

//! What the server answers.

/// A reply with its enhanced code (RFC 2034), where it has one.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    pub(super) code: u16,
    pub(super) text: String,
}

impl Reply {
    pub(super) fn new(code: u16, text: &str) -> Self {
        Self { code, text: text.to_owned() }
    }

    pub(super) fn out_of_order(why: &str) -> Self {
        Self::new(503, &format!("5.5.1 {why}"))
    }

    pub(super) fn syntax(why: &str) -> Self {
        Self::new(501, &format!("5.5.4 {why}"))
    }

    /// A mail that is not as it must be.
    pub(super) fn unfit(why: &str) -> Self {
        Self::new(554, &format!("5.6.0 {why}"))
    }

    pub(super) fn is_refusal(&self) -> bool {
        self.code >= 400
    }

    /// As it goes over the wire; several lines where its text has several.
    pub(super) fn wire(&self) -> String {
        let lines: Vec<&str> = self.text.split('\n').collect();
        let last = lines.len() - 1;
        let line = |(at, text): (usize, &&str)| {
            let between = if at == last { ' ' } else { '-' };
            format!("{}{between}{text}\r\n", self.code)
        };
        lines.iter().enumerate().map(line).collect()
    }
}

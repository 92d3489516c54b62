//! Pages that a proxy or a web server sends in the place of an answer.

/// The text of a page, without tags, styles and scripts, its words one blank apart.
pub fn text_of_page(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        push_text(&mut text, before);
        let name: String = tag.chars().take(6).collect::<String>().to_ascii_lowercase();
        rest = match name.as_str() {
            "script" => tag.split_once("</script").map_or("", |(_, after)| after),
            _ if name.starts_with("style") => tag.split_once("</style").map_or("", |(_, after)| after),
            _ => tag,
        };
        rest = rest.split_once('>').map_or("", |(_, after)| after);
    }
    push_text(&mut text, rest);
    for (entity, sign) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        if text.contains(entity) {
            text = text.replace(entity, sign);
        }
    }
    text
}

fn push_text(text: &mut String, part: &str) {
    for word in part.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_would_read_of_a_page() {
        let page = "<html>\r\n<head><style>h1 { color: red }</style><title>502 Bad Gateway</title></head>\r\n<hr>nginx &amp; more<script>go()</script>";
        assert_eq!(text_of_page(page), "502 Bad Gateway nginx & more");
        assert_eq!(text_of_page("a < b"), "a");
        assert_eq!(text_of_page("no page"), "no page");
    }
}

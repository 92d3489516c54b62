//! `view!`, with the markup of Leptos's own and another expansion.
//!
//! Leptos's makes a type of every tree of elements, and compiles building,
//! rebuilding and taking down for each: a sixth of the program was that
//! (README, "What it weighs"). This one makes a row of calls to one builder
//! (`live::view::Builder`), so that an element costs a few bytes. What it
//! knows is what the pages use: elements, attributes, `class:`, `prop:`,
//! `on:event`, `on:event:target`, `node_ref`, text, blocks, components with
//! properties, children, `let(x)`.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use rstml::node::{KeyedAttribute, KeyedAttributeValue, Node, NodeAttribute, NodeElement, NodeName};
use syn::spanned::Spanned;
use syn::{Error, Expr, ExprLit, Lit, Result};

/// What separates an attribute's name from its value, and one attribute from
/// the next, in the text that describes an element.
const SEPARATOR: char = '\n';

#[proc_macro]
pub fn view(input: TokenStream) -> TokenStream {
    let config = rstml::ParserConfig::default().recover_block(true);
    let (nodes, problems) = rstml::Parser::new(config).parse_recoverable(Tokens::from(input)).split_vec();
    let problems = problems.into_iter().map(|problem| problem.emit_as_expr_tokens());
    let body = match fragment(&nodes) {
        Ok(body) => body,
        Err(error) => error.into_compile_error(),
    };
    quote! {{
        #(#problems;)*
        #body
    }}
    .into()
}

/// An expression of the type `AnyView`.
fn fragment(nodes: &[Node]) -> Result<Tokens> {
    let nodes: Vec<&Node> = nodes.iter().filter(|node| !matches!(node, Node::Comment(_))).collect();
    if let [Node::Element(element)] = nodes.as_slice()
        && is_component(element)
    {
        let view = component(element)?;
        return Ok(quote! { crate::live::IntoView::into_any(#view) });
    }
    let parts = nodes.iter().map(|node| part(node)).collect::<Result<Vec<_>>>()?;
    Ok(quote! {{
        let mut __page = crate::live::Builder::new();
        #(#parts)*
        __page.finish()
    }})
}

/// Statements that put one node into the builder.
fn part(node: &Node) -> Result<Tokens> {
    match node {
        Node::Element(element) if is_component(element) => {
            let view = component(element)?;
            Ok(quote! { __page.child(#view); })
        }
        Node::Element(element) => plain(element),
        Node::Block(block) => Ok(quote! {
            #[allow(unused_braces)]
            __page.child(#block);
        }),
        Node::Text(text) => {
            let text = &text.value;
            Ok(quote! { __page.text(#text); })
        }
        Node::RawText(text) => {
            let text = text.to_string_best();
            Ok(quote! { __page.text(#text); })
        }
        Node::Fragment(inner) => inner.children.iter().map(part).collect(),
        other => Err(Error::new(other.span(), "not known to this view!")),
    }
}

/// An element: its fixed attributes in one text, then what lives, then the children.
fn plain(element: &NodeElement<rstml::Infallible>) -> Result<Tokens> {
    let tag = element.name().to_string();
    let mut fixed = tag.clone();
    let mut parts = Vec::new();
    for attribute in element.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(Error::new(attribute.span(), "attributes cannot be spread here"));
        };
        let name = attribute.key.to_string();
        match literal(attribute) {
            Some(value) if !name.contains(':') && name != "node_ref" => {
                if value.contains(SEPARATOR) {
                    return Err(Error::new(attribute.span(), "a fixed attribute is one line"));
                }
                fixed.extend([&SEPARATOR.to_string(), name.as_str(), "=", value.as_str()]);
            }
            _ => parts.push(living(attribute, &name, &tag)?),
        }
    }
    let children = element.children.iter().map(part).collect::<Result<Vec<_>>>()?;
    Ok(quote! {
        __page.open(#fixed);
        #(#parts)*
        #(#children)*
        __page.close();
    })
}

/// The value of an attribute that never changes, as text.
fn literal(attribute: &KeyedAttribute) -> Option<String> {
    match (&attribute.possible_value, attribute.value()) {
        (KeyedAttributeValue::None, _) => Some(String::new()),
        (_, Some(Expr::Lit(ExprLit { lit: Lit::Str(text), .. }))) => Some(text.value()),
        (_, Some(Expr::Lit(ExprLit { lit: Lit::Int(number), .. }))) => {
            Some(number.base10_digits().to_owned())
        }
        _ => None,
    }
}

fn living(attribute: &KeyedAttribute, name: &str, tag: &str) -> Result<Tokens> {
    let value = attribute.value().ok_or_else(|| Error::new(attribute.span(), "a value is missing"))?;
    // The key's place is where a type that does not fit is pointed at.
    let span = attribute.key.span();
    let parts: Vec<&str> = name.split(':').map(str::trim).collect();
    Ok(match parts.as_slice() {
        ["node_ref"] => quote_spanned! { span => __page.note(#value); },
        ["class", class] => quote_spanned! { span => __page.class(#class, #value); },
        ["prop", property] => quote_spanned! { span => __page.property(#property, #value); },
        // Leptos has no name for this one.
        ["on", "cancel"] => quote_spanned! { span =>
            __page.on(::leptos::ev::Custom::<::leptos::web_sys::Event>::new("cancel"), #value);
        },
        ["on", event] => {
            let event = format_ident!("{event}");
            quote_spanned! { span => __page.on(::leptos::ev::#event, #value); }
        }
        ["on", event, "target"] => {
            let event = format_ident!("{event}");
            let of = format_ident!(
                "{}",
                match tag {
                    "input" => "HtmlInputElement",
                    "select" => "HtmlSelectElement",
                    "textarea" => "HtmlTextAreaElement",
                    _ => "HtmlElement",
                }
            );
            quote_spanned! { span => __page.on_target::<::leptos::web_sys::#of, _>(::leptos::ev::#event, #value); }
        }
        [name] => quote_spanned! { span => __page.attribute(#name, #value); },
        _ => return Err(Error::new(attribute.span(), "not known to this view!")),
    })
}

fn component(element: &NodeElement<rstml::Infallible>) -> Result<Tokens> {
    let name = element.name();
    let (mut properties, mut bound) = (Vec::new(), None);
    for attribute in element.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(Error::new(attribute.span(), "properties cannot be spread here"));
        };
        let key = &attribute.key;
        if let KeyedAttributeValue::Binding(binding) = &attribute.possible_value {
            bound = Some(binding.inputs.to_token_stream());
            continue;
        }
        let value = attribute.value().map_or_else(|| key.to_token_stream(), ToTokens::to_token_stream);
        properties.push(quote_spanned! { key.span() => .#key(#[allow(unused_braces)] { #value }) });
    }
    let children = match (element.children.is_empty(), bound) {
        (true, _) => Tokens::new(),
        (false, bound) => {
            let children = fragment(&element.children)?;
            match bound {
                Some(bound) => quote! { .children(move |#bound| #children) },
                None => quote! { .children(crate::live::ToChildren::to_children(move || #children)) },
            }
        }
    };
    Ok(quote! {
        #[allow(clippy::needless_borrows_for_generic_args, clippy::unit_arg)]
        ::leptos::component::component_view(
            &#name,
            ::leptos::component::component_props_builder(&#name) #(#properties)* #children .build(),
        )
    })
}

/// Components begin with a capital letter, elements do not.
fn is_component(element: &NodeElement<rstml::Infallible>) -> bool {
    match element.name() {
        NodeName::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident.to_string().starts_with(|first: char| first.is_uppercase())),
        _ => false,
    }
}

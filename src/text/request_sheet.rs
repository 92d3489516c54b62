//! Words of what a form would send.

crate::texts! {
    title: "What will be sent", "Ce qui sera envoyé";
    nothing: "Nothing has been changed, so nothing would be sent.", "Rien n’a été modifié, donc rien ne serait envoyé.";
    refused:
        "Some values are not right yet, so nothing would be sent.",
        "Certaines valeurs ne sont pas encore correctes, donc rien ne serait envoyé.";
    hint:
        "Just before it is sent, what the server has is read and compared. Passwords, PINs and the session are masked.",
        "Juste avant l’envoi, ce que le serveur a est lu et comparé. Les mots de passe, les codes PIN et la session sont masqués.";
    copy: "Copy as curl", "Copier pour curl";
    copied: "Copied.", "Copié.";
    not_copied:
        "This browser does not let the page copy. The command is marked below: copy it from there.",
        "Ce navigateur ne laisse pas la page copier. La commande est sélectionnée ci-dessous\u{a0}: copiez-la.";
    curl: "Command", "Commande";
}

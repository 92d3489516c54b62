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
    curl: "Command", "Commande";
    requests: "Requests", "Requêtes";
    show: "Show", "Afficher";
    nothing_in_row: "Nothing is sent for this row.", "Rien n’est envoyé pour cette ligne.";
    row_hint:
        "Only what writes is listed. Just before it is sent, what the server has is read: what is so by then is left out, and where somebody else has changed it, nothing is sent. Passwords, PINs and the session are masked.",
        "Seul ce qui écrit est indiqué. Juste avant l’envoi, ce que le serveur a est lu\u{a0}: ce qui est déjà ainsi est omis, et là où quelqu’un d’autre l’a modifié, rien n’est envoyé. Les mots de passe, les codes PIN et la session sont masqués.";
    cti_is_read_before:
        "The CTI is sent whole, with the profile and the switch that are read just before: they are not known yet.",
        "Le CTI est envoyé en entier, avec le profil et l’état lus juste avant\u{a0}: ils ne sont pas encore connus.";
    cti_after_creation:
        "Then the CTI is sent, by the number that the server gives to the new user.",
        "Le CTI est envoyé ensuite, sous le numéro que le serveur donne au nouvel utilisateur.";
    answer_decides:
        "The answer decides what follows: where the server does not exchange a profile, the old one is taken away and the new one given.",
        "La réponse décide de la suite\u{a0}: là où le serveur n’échange pas un profil, l’ancien est retiré et le nouveau attribué.";
    deleted_if_unchanged:
        "It is sent only if nobody has changed this user since.",
        "Ceci n’est envoyé que si personne n’a modifié cet utilisateur depuis.";
    given_back_twice:
        "What the server acknowledges and does not give back is sent once more in another spelling.",
        "Ce que le serveur accepte sans le rendre est envoyé une seconde fois sous une autre forme.";
    save_all: "Save all requests as curl", "Enregistrer toutes les requêtes pour curl";
    file:
        "What the plan sends, as far as it is known beforehand. Passwords, PINs and the session are masked (•••): put them in before you use a command.",
        "Ce que le plan envoie, pour autant que ce soit connu d’avance. Les mots de passe, les codes PIN et la session sont masqués (•••)\u{a0}: insérez-les avant d’utiliser une commande.";
}

//! Words of the check of an installation.

crate::words! {
    intro:
        "What the web server does with this console, and whether the systems answer.",
        "Ce que le serveur web fait de cette console, et si les systèmes répondent.";
    again: "Check again", "Vérifier à nouveau";
    not_in_order: "Not in order", "Pas en ordre";
    not_known: "Could not be checked", "N’a pas pu être vérifié";
    policy: "Content-Security-Policy", "Content-Security-Policy";
    policy_mend: "Send the policy of the README with every page.", "Envoyez la politique du README avec chaque page.";
    no_sniff: "X-Content-Type-Options", "X-Content-Type-Options";
    no_sniff_mend: "Send X-Content-Type-Options: nosniff.", "Envoyez X-Content-Type-Options: nosniff.";
    referrer: "Referrer-Policy", "Referrer-Policy";
    referrer_mend: "Send Referrer-Policy: no-referrer.", "Envoyez Referrer-Policy: no-referrer.";
    wasm_type: "Media type of the program", "Type de média du programme";
    wasm_type_mend: "Send .wasm files as application/wasm.", "Envoyez les fichiers .wasm en application/wasm.";
    compression: "Compression", "Compression";
    compression_mend:
        "Send the .br or .gz files that lie beside the originals.",
        "Envoyez les fichiers .br ou .gz placés à côté des originaux.";
    deep_link: "Addresses of views", "Adresses des vues";
    deep_link_mend:
        "Answer every path that is no file with index.html.",
        "Répondez index.html à tout chemin qui n’est pas un fichier.";
    clock: "Clock", "Horloge";
    clock_mend:
        "The clocks of the server and of this computer differ by more than two minutes.",
        "Les horloges du serveur et de cet ordinateur diffèrent de plus de deux minutes.";
}

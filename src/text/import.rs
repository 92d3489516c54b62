//! Words of changing and creating people from a file.

use super::list::number;
use crate::domain::Language;

crate::texts! {
    title: "Import users", "Importer des utilisateurs";
    introduction:
        "A CSV file changes the people it names: one line for each, with the names of the fields in the first. An empty cell leaves a value as it is, and #N/A takes it away. Nothing is sent before you run it.",
        "Un fichier CSV modifie les personnes qu’il nomme\u{a0}: une ligne pour chacune, et les noms des champs dans la première. Une cellule vide laisse la valeur telle quelle, et #N/A la supprime. Rien n’est envoyé avant que vous ne l’exécutiez.";
    introduction_of_values:
        "A CSV file changes the own values of the people it names: one line for each person and property, with the columns user, property and value. An empty value leaves what is there, #N/A uses the inherited value, and \"\" is an empty text. Nothing is sent before you run it.",
        "Un fichier CSV modifie les valeurs individuelles des personnes qu’il nomme\u{a0}: une ligne par personne et propriété, avec les colonnes user, property et value. Une valeur vide laisse ce qui est là, #N/A utilise la valeur héritée, et \"\" est un texte vide. Rien n’est envoyé avant que vous ne l’exécutiez.";
    no_value_columns:
        "The first line must name the columns user, property and value.",
        "La première ligne doit nommer les colonnes user, property et value.";
    file: "CSV file", "Fichier CSV";
    drop: "Drop a file here, or choose one.", "Déposez un fichier ici, ou choisissez-en un.";
    other_file: "Choose another file", "Choisir un autre fichier";
    not_readable: "The browser could not read this file.", "Le navigateur n’a pas pu lire ce fichier.";
    no_rows:
        "There is nothing in this file below its first line.",
        "Ce fichier ne contient rien sous sa première ligne.";
    workbook:
        "This is the workbook of a spreadsheet. Save it there as CSV (UTF-8), and choose that file.",
        "C’est le classeur d’un tableur. Enregistrez-le en CSV (UTF-8), puis choisissez ce fichier-là.";
    not_text: "This is not a text file.", "Ce n’est pas un fichier texte.";
    cut_short:
        "The file breaks off in its last row, which is left out. A double quote may be missing, or half the file.",
        "Le fichier s’interrompt dans sa dernière ligne, qui est écartée. Il manque un guillemet droit, ou la moitié du fichier.";
    columns: "Columns of the file", "Colonnes du fichier";
    heading: "Column", "Colonne";
    sample: "First value", "Première valeur";
    field: "Field", "Champ";
    not_used: "Not used", "Non utilisée";
    key: "People are found by", "Les personnes sont trouvées par";
    no_key:
        "No column says who is who. Choose one as user number, UUID, username, line or email.",
        "Aucune colonne ne dit qui est qui. Choisissez-en une comme numéro d’utilisateur, UUID, identifiant, ligne ou e-mail.";
    no_key_in_group:
        "No column says who is who. Choose one as user ID, extension, phone number or email address.",
        "Aucune colonne ne dit qui est qui. Choisissez-en une comme identifiant, numéro interne, numéro de téléphone ou adresse e-mail.";
    mend_hint:
        "What you type here is taken when you leave the field or press Enter, and the row is checked again. Escape gives back what was there. Nothing is sent.",
        "Ce que vous saisissez ici est repris quand vous quittez le champ ou appuyez sur Entrée, et la ligne est vérifiée à nouveau. Échap rend ce qui s’y trouvait. Rien n’est envoyé.";
    creates: "Create those who are not there", "Créer les personnes absentes";
}

/// "people.csv: 120 rows, UTF-8, separated by commas."
pub fn facts(language: Language, file: &str, rows: usize, encoding: &str, separator: char) -> String {
    let rows_text = number(language, rows);
    let separator = match (language, separator) {
        (Language::English, ';') => "semicolons".to_owned(),
        (Language::English, '\t') => "tabs".to_owned(),
        (Language::English, ',') => "commas".to_owned(),
        (Language::French, ';') => "des points-virgules".to_owned(),
        (Language::French, '\t') => "des tabulations".to_owned(),
        (Language::French, ',') => "des virgules".to_owned(),
        (_, other) => format!("“{other}”"),
    };
    match (language, rows) {
        (Language::English, 1) => format!("{file}: 1 row, {encoding}, separated by {separator}."),
        (Language::English, _) => format!("{file}: {rows_text} rows, {encoding}, separated by {separator}."),
        (Language::French, 0 | 1) => {
            format!("{file}\u{a0}: {rows_text} ligne, {encoding}, séparée par {separator}.")
        }
        (Language::French, _) => {
            format!("{file}\u{a0}: {rows_text} lignes, {encoding}, séparées par {separator}.")
        }
    }
}

/// "The field of column mobile".
pub fn field_of(language: Language, heading: &str) -> String {
    match language {
        Language::English => format!("Field of column {heading}"),
        Language::French => format!("Champ de la colonne {heading}"),
    }
}

/// A field that cannot be written here.
pub fn not_written(language: Language, label: &str) -> String {
    match language {
        Language::English => format!("{label} (cannot be changed here)"),
        Language::French => format!("{label} (non modifiable ici)"),
    }
}

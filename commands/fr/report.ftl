# /report : un mois de tickets, de GTR et d'heures.
command-report = rapport
    .description = Le rapport d'un mois (tickets, GTR des P1, heures d'expertise) : image et fichier CSV
    .month = mois
    .month-description = Au format 2026-11 (par défaut : le mois en cours)

report-title = { $customer } · rapport mensuel · { $month }
report-title-all = Toutes les équipes · rapport mensuel · { $month }
report-late = Rapport envoyé en retard : il était attendu le { $at }.
report-so-far = Mois en cours : chiffres au { $at }.
report-no-tickets = Aucun ticket ce mois-là.
report-all-tickets = Total
report-tally = **{ $what }** · ouverts : { $opened } · fermés : { $closed } · encore ouverts : { $open }
report-verdicts = Respectée : { $kept } · dépassée : { $missed } · annulée : { $withdrawn } · sans GTR : { $best }
report-best-effort = Sans GTR
report-p1 = **{ $ticket }** { $subject } · { $result }
report-p1-of = **{ $ticket }** { $customer } · { $subject } · { $result }
report-cut = { $more ->
    [one] … et un autre P1, dans le fichier CSV ; le calcul : `/ticket gtr`.
   *[other] … et { $more } autres P1, dans le fichier CSV ; le calcul de chacun : `/ticket gtr`.
}
report-answers = Médiane : { $median } · maximum : { $longest } · tickets avec réponse : { $answered } · sans réponse : { $waiting }
report-no-answer = Aucune réponse pour l'instant (tickets sans réponse : { $waiting }).
report-none-opened = Aucun ticket ouvert ce mois-là.
report-hours = Forfait : { $included } · décompté : { $used } (dont packs : { $packs }) · réservé : { $held }
report-hours-more = Rendu : { $back } · packs accordés : { $granted } · reste des packs à ce jour : { $left }
report-topic = { $topic } : { $used }
report-incident-lasted = durée : { $lasted }
report-incident-so-far = pas encore rétabli : { $lasted } à ce jour
report-incident-outlasts = non rétabli ce mois-là : { $lasted } en fin de mois
report-incident-told = annoncé au bout de { $wait }
report-incident-not-told = non annoncé
report-incident-customers = { $count ->
    [0] aucun client concerné
    [one] { $count } client concerné : { $names }
   *[other] { $count } clients concernés : { $names }
}
report-incident-last-told = dernier prévenu au bout de { $wait }
report-incident-untold = non prévenus : { $count }
report-more-incidents = { $more ->
    [one] … et un autre.
   *[other] … et { $more } autres.
}
fact-report-incidents = Incidents majeurs
fact-report-tickets = Tickets par priorité
fact-report-categories = Tickets par catégorie
fact-report-p1 = GTR des P1
fact-report-first-answer = Première réponse
fact-report-hours = Heures d'expertise
fact-report-topics = Heures d'expertise par thème

picture-tickets = Tickets
picture-opened = ouverts
picture-closed = fermés
picture-open = en cours
picture-p1 = GTR des P1
picture-kept = respectée
picture-missed = dépassée
picture-withdrawn = annulée
picture-best-effort = sans GTR
picture-first-answer = Première réponse
picture-median = médiane
picture-longest = maximum
picture-unanswered = sans réponse
picture-hours = Heures d'expertise
picture-hours-used = forfait : { $used } sur { $included }
picture-hours-packs = packs : { $used }
picture-hours-held = réservé : { $held }
picture-so-far = { $month } · mois en cours
picture-all = Toutes les équipes
picture-alt-title = { $whose } · rapport mensuel · { $month }
picture-alt-tally = { $what } : ouverts { $opened }, fermés { $closed }, en cours { $open }
picture-alt = { $title }. Tickets. { $tickets }. GTR des P1 : respectée { $kept }, dépassée { $missed }, annulée { $withdrawn }, sans GTR { $best }. Première réponse : médiane { $median }, maximum { $longest }, sans réponse { $waiting }. Heures d'expertise. { $hours }.

csv-number = numéro
csv-opened = ouvert ({ $zone })
csv-closed = fermé ({ $zone })
csv-priority = priorité
csv-category = catégorie
csv-component = composant
csv-first-answer = première réponse (minutes)
csv-result = résultat de la GTR
csv-deadline = échéance ({ $zone })
csv-stopped = arrêt ({ $zone })
csv-late = dépassement (minutes)
csv-hours = heures d'expertise du mois
csv-customer = client
csv-result-kept = respectée
csv-result-missed = dépassée
csv-result-withdrawn = annulée
csv-result-best-effort = sans GTR

refusal-report-to-come = Pas encore de rapport pour { $month } : le mois n'a pas commencé. Sans `mois:`, vous obtenez celui du mois en cours.
refusal-report-before = Pas de rapport pour { $month }. Le premier mois disponible : { $since }.

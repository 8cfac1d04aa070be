# /report : un mois de tickets, de temps garantis et d'heures.
command-report = rapport
    .description = Un mois de tickets, de temps garantis et d'heures : texte, image et tableau
    .month = mois
    .month-description = Écrit 2026-11 ; ce mois-ci jusqu'à présent si vous ne mettez rien

report-title = { $customer } · rapport de { $month }
report-title-all = Toutes les équipes · rapport de { $month }
report-late = Ce rapport est envoyé en retard : il était dû { $at }.
report-so-far = Le mois n'est pas terminé : voici où il en est ({ $at }).
report-no-tickets = Aucun ticket.
report-all-tickets = Tous
report-tally = **{ $what }** : ouverts { $opened }, fermés { $closed }, encore ouverts { $open }
report-verdicts = Tenus { $kept }, dépassés { $missed }, retirés { $withdrawn }, au mieux { $best }
report-best-effort = Au mieux : aucun temps garanti
report-p1 = **{ $ticket }** { $subject } · { $result }
report-p1-of = **{ $ticket }** { $customer } · { $subject } · { $result }
report-cut = … coupé ici : { $more } de plus dans le tableau, `/ticket horloge` donne le calcul de chacun.
report-answers = Médiane { $median }, la plus longue { $longest } (réponses : { $answered }, en attente : { $waiting })
report-no-answer = Aucune réponse pour l'instant (en attente : { $waiting }).
report-none-opened = Aucun ticket ouvert ce mois-là.
report-hours =
    Comprises { $included }, utilisées { $used } (dont { $packs } de packs), réservées { $held }, rendues { $back }
    Packs : { $granted } accordées, { $left } restantes à présent
report-topic = { $topic } : { $used }
fact-report-tickets = Tickets par priorité
fact-report-categories = Par catégorie
fact-report-p1 = Temps garanti des P1
fact-report-first-answer = Première réponse
fact-report-hours = Heures d'expertise
fact-report-topics = Heures par sujet

picture-tickets = Tickets
picture-opened = ouverts
picture-closed = fermés
picture-open = encore ouverts
picture-p1 = Temps garanti des P1
picture-kept = tenus
picture-missed = dépassés
picture-withdrawn = retirés
picture-best-effort = au mieux
picture-first-answer = Première réponse
picture-median = médiane
picture-longest = la plus longue
picture-hours = Heures d'expertise
picture-hours-used = { $used } utilisées
picture-hours-packs = { $used } de packs
picture-hours-held = { $held } réservées
picture-hours-included = { $included } comprises
picture-so-far = { $month }, jusqu'à présent
picture-all = Toutes les équipes
picture-alt-title = Rapport de { $month }, { $whose }
picture-alt =
    { $title }. Tickets : ouverts { $opened }, fermés { $closed }, encore ouverts { $open }. P1 : tenus { $kept }, dépassés { $missed }, retirés { $withdrawn }, au mieux { $best }. Première réponse : médiane { $median }, la plus longue { $longest }. Heures d'expertise : { $used } utilisées, { $held } réservées, { $included } comprises.

csv-number = numéro
csv-opened = ouvert ({ $zone })
csv-closed = fermé ({ $zone })
csv-priority = priorité
csv-category = catégorie
csv-component = composant
csv-first-answer = première réponse (minutes)
csv-result = résultat de l'horloge
csv-deadline = échéance ({ $zone })
csv-stopped = arrêt ({ $zone })
csv-late = retard (minutes)
csv-hours = heures d'expertise du mois
csv-customer = client
csv-result-kept = tenu
csv-result-missed = dépassé
csv-result-withdrawn = retiré
csv-result-best-effort = au mieux

refusal-report-to-come = { $month } n'a pas commencé : il n'y a encore rien à rapporter. Sans mois, vous avez le mois en cours.
refusal-report-before = Il n'y a rien à rapporter pour { $month } : le premier rapport est celui de { $since }.

# /contract : le contrat de l'équipe.
command-contract = contrat
    .description = Le contrat de votre équipe
command-contract-show = voir
    .description = Votre niveau de support, ce qu'il comprend, depuis quand, vos référents, l'historique
command-contract-preview = aperçu
    .description = Ce qu'un autre niveau changerait : GTR, heures, première facture
    .level = niveau
    .level-description = Niveau à comparer au vôtre
command-contract-upgrade = niveau-supérieur
    .description = Passer à un niveau supérieur, après un aperçu de ce qui change (référents)
    .level = niveau
    .level-description = Nouveau niveau
command-contract-settings = réglages
    .description = Ce que le guichet envoie automatiquement à votre équipe (référents)
    .unused-hours = heures-restantes
    .unused-hours-description = Proposer des créneaux quand il reste des heures à utiliser avant la fin du mois
    .monthly-report = rapport-mensuel
    .monthly-report-description = Envoyer automatiquement le rapport de chaque mois

contract-title = { $customer } · { $level }
contract-gtr = • P1 : garantie de temps de rétablissement (GTR) de { $hours }, 24 h/24 et 7 j/7.
contract-no-gtr = • P1 : pas de garantie de temps de rétablissement (GTR), traité dans les meilleurs délais.
contract-hours = • Expertise : forfait de { $hours } par mois.
contract-hours-until = • Expertise : forfait de { $hours } par mois, jusqu'à fin { $month }.
contract-hours-over = • Expertise : pas d'heures dans le forfait (elles y étaient jusqu'à fin { $month }).
contract-no-hours = • Expertise : pas d'heures dans le forfait.
contract-access = • Accès privilégié aux experts sur un ticket ouvert.
contract-access-until = • Accès privilégié aux experts sur un ticket ouvert, jusqu'à fin { $month }.
contract-no-access = • Pas d'accès privilégié aux experts.
contract-packs = • Packs expertise sur commande : `/expertise pack` (référents).
contract-always = • Tickets 24 h/24 et 7 j/7, sur Discord ou par téléphone ({ $phone }) ; compte et facturation en heures ouvrées.
contract-change = Pour passer à un niveau supérieur, un référent lance `/contrat niveau-supérieur` ; pour voir ce qui changerait : `/contrat aperçu`. Pour descendre de niveau, contactez le support : { $phone } ou { $mail }.
contract-no-manager = personne pour l'instant
contract-changed = { $level } depuis le { $from }, facturé à partir du { $billed } (décidé le { $at } par { $who })
contract-scheduled = { $level } à partir du { $from }, facturé à partir du { $billed } (décidé le { $at } par { $who })
contract-cancelled = { $level } prévu pour le { $from }, annulé le { $at }
contract-by-desk = le guichet
fact-since = Depuis le
fact-billed-from = Facturé à partir du
fact-history = Historique
contract-month = { $month ->
     [1] janvier { $year }
     [2] février { $year }
     [3] mars { $year }
     [4] avril { $year }
     [5] mai { $year }
     [6] juin { $year }
     [7] juillet { $year }
     [8] août { $year }
     [9] septembre { $year }
     [10] octobre { $year }
     [11] novembre { $year }
   *[12] décembre { $year }
  }

# /contract : le contrat de l'équipe.
command-contract = contrat
    .description = Le contrat de votre équipe
command-contract-show = voir
    .description = Votre niveau, ce qu'il comprend, depuis quand, vos référents, son historique
command-contract-preview = aperçu
    .description = Ce qu'un autre niveau changerait : garantie, heures, première facture
    .level = niveau
    .level-description = Quel niveau
command-contract-upgrade = monter
    .description = Passer au niveau supérieur, après avoir vu ce que cela change (référents)
    .level = niveau
    .level-description = Quel niveau
command-contract-settings = réglages
    .description = Ce que le guichet envoie de lui-même à votre équipe (référents)
    .unused-hours = heures-restantes
    .unused-hours-description = Proposer des créneaux avant que les heures du mois ne soient perdues
    .monthly-report = rapport-mensuel
    .monthly-report-description = Envoyer le rapport mensuel sans qu'on le demande

contract-title = { $customer } · { $level }
contract-gtr = • P1 : garantie de temps de rétablissement de { $hours }, 24h/24 et 7j/7.
contract-no-gtr = • P1 : au mieux, sans garantie de temps de rétablissement.
contract-hours = • Expertise : { $hours } comprises par mois.
contract-hours-until = • Expertise : { $hours } comprises par mois, jusqu'à la fin de { $month }.
contract-hours-over = • Expertise : plus d'heures comprises depuis la fin de { $month }.
contract-no-hours = • Expertise : pas d'heures comprises.
contract-access = • Accès privilégié aux experts sur un ticket ouvert.
contract-access-until = • Accès privilégié aux experts sur un ticket ouvert, jusqu'à la fin de { $month }.
contract-no-access = • Pas d'accès privilégié aux experts.
contract-packs = • Des packs d'heures d'expertise peuvent être commandés.
contract-always = • Tickets à toute heure, par chat ou par téléphone ; questions de compte et de facturation aux heures ouvrées.
contract-change = Un référent passe au niveau supérieur avec `/contrat monter` ; `/contrat aperçu` montre ce qui change. Pour descendre, adressez-vous à votre contact du support.
contract-no-manager = personne pour l'instant
contract-changed = { $level } depuis le { $from }, facturé à partir du { $billed } (décidé le { $at } par { $who })
contract-scheduled = { $level } à partir du { $from }, facturé à partir du { $billed } (décidé le { $at } par { $who })
contract-cancelled = { $level } était prévu le { $from }, annulé le { $at }
contract-by-desk = le guichet
fact-since = Depuis
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

# /link : un client rattache un salon de son propre serveur.
command-link = rattacher
    .description = Rattacher ce salon avec le code donné par le support (administrateurs de ce serveur)
    .code = code
    .code-description = Le code, de la forme XXXX-XXXX

refusal-linked-by-staff = Un code est pour le client : un administrateur de son serveur l'utilise là-bas. Sur votre serveur, `/client rattacher` avec un salon se passe de code.
refusal-not-server-administrator = Seul un administrateur de ce serveur peut rattacher un salon. Rien n'a été fait, et le code reste valable.
refusal-not-a-plain-channel = Un fil, un forum ou un salon vocal ne peut pas être rattaché. Tapez la commande dans un salon textuel ; le code reste valable.
refusal-linked-already = Ce salon est déjà rattaché. Rien n'a été fait, et le code reste valable : utilisez-le dans un autre salon, ou adressez-vous à votre contact du support.
refusal-code-unknown = Ce code n'existe pas. Vérifiez-le lettre par lettre (il n'a jamais ni 0 ni 1), ou demandez-en un nouveau à votre contact du support.
refusal-code-used = Ce code a déjà servi, et un code ne sert qu'une fois. Demandez-en un nouveau à votre contact du support.
refusal-code-expired = Ce code a expiré : { $since }. Demandez-en un nouveau à votre contact du support.

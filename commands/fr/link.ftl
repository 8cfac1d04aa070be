# /link : un client rattache un salon de son propre serveur.
command-link = rattacher
    .description = Rattacher ce salon avec le code donné par le support (administrateurs de ce serveur)
    .code = code
    .code-description = Le code, de la forme XXXX-XXXX

refusal-linked-by-staff = Ce code est destiné au client : un administrateur de son serveur l'utilise là-bas. Ici, `/client rattacher` avec un salon suffit.
refusal-not-server-administrator = Seul un administrateur de ce serveur peut rattacher un salon. Rien n'a été fait, et le code reste valable.
refusal-not-a-plain-channel = Un fil, un forum ou un salon vocal ne peut pas être rattaché. Tapez la commande dans un salon textuel ; le code reste valable.
refusal-linked-already = Ce salon est déjà rattaché. Rien n'a été fait, et le code reste valable : utilisez-le dans un autre salon, ou contactez le support : { $phone } ou { $mail }.
refusal-code-unknown = Code inconnu. Vérifiez chaque caractère (il n'y a jamais de 0 ni de 1), ou demandez un nouveau code au support : { $phone } ou { $mail }.
refusal-code-used = Ce code a déjà servi, et un code ne sert qu'une fois. Demandez un nouveau code au support : { $phone } ou { $mail }.
refusal-code-expired = Ce code a expiré le { $since }. Demandez un nouveau code au support : { $phone } ou { $mail }.

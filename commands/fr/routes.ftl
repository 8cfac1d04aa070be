# Une alerte qui part par une autre voie que Discord : le bouton qui ouvre sa page.
route-open = Ouvrir

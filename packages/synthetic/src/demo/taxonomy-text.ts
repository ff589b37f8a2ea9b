/** The demo's tree, indented by two spaces a level: name; rank or "m" for a morphological taxon; AphiaID where known; flags; synonyms after "=".
 *  Flags: dead, part, several, uncounted. Only AphiaIDs we are certain of are given. */
export const taxonomyText = `
Biota; superdomain; 1
  Animalia; kingdom; 2; = Metazoa
    Annelida; phylum; 882
      Polychaeta; class; 883; = bristle worms
        Tomopteridae; family
          Tomopteris; genus
        Spionidae; family
        larvae; m
        trochophore; m
        part; m; ; part
    Arthropoda; phylum; 1065
      Crustacea; subphylum; 1066
        Copepoda; class; 1080; = copepods
          Calanoida; order; 1100
            Acartiidae; family
              Acartia; genus; 104108
                Acartia clausi; species; 104251
            Calanidae; family
              Calanus; genus; 104152
                Calanus finmarchicus; species; 104464
                Calanus helgolandicus; species; 104466
            Candaciidae; family
              Candacia; genus
            Centropagidae; family
              Centropages; genus; 104159
                Centropages typicus; species; 104499
            Clausocalanidae; family
              Clausocalanus; genus
              Pseudocalanus; genus
            Eucalanidae; family
            Euchaetidae; family
            Metridinidae; family
              Pleuromamma; genus
            Paracalanidae; family
              Calocalanus; genus
              Paracalanus; genus
            Temoridae; family
              Temora; genus; 104241
                Temora longicornis; species; 104878
                Temora stylifera; species; 104879
          Cyclopoida; order; 1101
            Oithonidae; family
              Oithona; genus; 106485
                Oithona similis; species; 106656
                Oithona nana; species
            Corycaeidae; family
            Oncaeidae; family
            Sapphirinidae; family
          Harpacticoida; order; 1102
            Euterpina acutifrons; species
          egg; m
          copepodite; m
          dead; m; ; dead uncounted
          multiple; m; ; several uncounted
          part; m; ; part uncounted; = broken copepod
        Branchiopoda; class
          Cladocera; suborder; ; ; = water fleas
            Evadne; genus
              Evadne nordmanni; species; 106273
            Penilia avirostris; species; 106272
            Podon; genus
        Ostracoda; class; 1078; = seed shrimps
          Conchoecia; genus
        Thecostraca; class
          Cirripedia; subclass; 1082; = barnacles
            cypris; m
            nauplii; m
        Malacostraca; class; 1071
          Amphipoda; order; 1135
            Gammaridea; suborder
            Hyperiidea; suborder
              Phronima; genus
              Themisto; genus
          Decapoda; order; 1130
            Brachyura; infraorder; 106673; = crabs
              megalopa; m
              zoea; m
            Anomura; infraorder
              zoea; m
              megalopa; m
            Caridea; infraorder
            larvae; m
          Euphausiacea; order; 1128; = krill
            Meganyctiphanes norvegica; species; 110690
            calyptopis; m
            furcilia; m
            protozoea; m
          Isopoda; order; 1131
          Mysida; order
          Stomatopoda; order
            larvae; m
        nauplii; m
        part; m; ; part uncounted
    Bryozoa; phylum; 146142
      cyphonaute; m
    Chaetognatha; phylum; 2081; = arrow worms
      Sagittidae; family
        Flaccisagitta enflata; species; ; ; = Sagitta enflata
      head; m; ; part uncounted
      tail; m; ; part uncounted
    Chordata; phylum; 1821
      Tunicata; subphylum; 146420
        Appendicularia; class; 146421; = larvaceans
          Fritillariidae; family
            Fritillaria; genus
          Oikopleuridae; family
            Oikopleura; genus
              Oikopleura dioica; species; 103407
          house; m; ; part uncounted
          tail; m; ; part uncounted
          trunk; m; ; part uncounted
        Thaliacea; class
          Doliolida; order
            Dolioletta; genus
            nurse; m
          Salpida; order; ; ; = salps
            Thalia democratica; species
            chain; m; ; several uncounted
            nucleus; m; ; part uncounted
      Vertebrata; subphylum; 146419
        Actinopterygii; class; 10194; = fish
          Clupeidae; family
          Engraulidae; family
            Engraulis encrasicolus; species
            egg; m
          Myctophidae; family
          egg; m; ; ; = fish egg
          leptocephalus; m
          part; m; ; part uncounted
    Cnidaria; phylum; 1267
      Anthozoa; class
        larvae; m
      Hydrozoa; class; 1337; = hydromedusae
        Anthoathecata; order
        Leptothecata; order
          Clytia; genus
          Obelia; genus
        Narcomedusae; order
          Solmaris; genus
        Trachymedusae; order
          Aglaura hemistoma; species
          Liriope tetraphylla; species
          Rhopalonema velatum; species
        Siphonophorae; order; 1371; = siphonophores
          Abylidae; family
            Abylopsis tetragona; species
            bract; m; ; part uncounted
          Diphyidae; family
            Chelophyes appendiculata; species
            Muggiaea; genus
            bract; m; ; part uncounted
            eudoxie; m
            gonophore; m; ; part uncounted
            nectophore; m; ; part uncounted
          Physonectae; suborder
            nectophore; m; ; part uncounted
            pneumatophore; m; ; part uncounted
          part; m; ; part uncounted
        part; m; ; part uncounted
      Scyphozoa; class; 135220
        Aurelia aurita; species; 135306
        Pelagia noctiluca; species; 135305; ; = mauve stinger
        ephyra; m
    Ctenophora; phylum; 1248; = comb jellies
      Beroe; genus
      Mnemiopsis leidyi; species; 106401
      Pleurobrachia; genus
    Echinodermata; phylum; 1806
      Asteroidea; class; 123080
        bipinnaria; m
        brachiolaria; m
      Echinoidea; class; 123082
        pluteus; m
      Holothuroidea; class; 123083
        auricularia; m
      Ophiuroidea; class; 123084
        juvenile; m
        pluteus; m
      pluteus; m
    Hemichordata; phylum; 1818
      tornaria; m
    Mollusca; phylum; 51
      Bivalvia; class; 105
        veliger; m
      Cephalopoda; class; 11707
        paralarvae; m
      Gastropoda; class; 101
        Cavoliniidae; family
          Creseis; genus
        Limacinidae; family; ; ; = sea butterflies
          Limacina; genus
        veliger; m
        egg; m
    Nemertea; phylum; 152391
      pilidium; m
    Phoronida; phylum; 1789
      actinotrocha; m
  Chromista; kingdom; 7
    Bacillariophyceae; class; 148899; = diatoms
      Chaetoceros; genus
      Coscinodiscus; genus
      chain; m; ; several uncounted
    Ciliophora; phylum; 11
      Tintinnida; order
    Dinophyceae; class; 19542; = dinoflagellates
      Ceratium; genus
      Noctiluca scintillans; species; 109921; ; = sea sparkle
    Foraminifera; phylum; 1410
      Globigerinidae; family
    Radiolaria; phylum
      Acantharea; class; ; ; = Acantharia
      Collodaria; order
        colony; m; ; several uncounted
      Phaeodaria; subphylum
        Aulacanthidae; family
  Bacteria; kingdom; 6
    Trichodesmium; genus
      puff; m; ; several uncounted
      tuft; m; ; several uncounted
  Plantae; kingdom; 3
    pollen; m
  colony; m; ; several uncounted
  egg; m
  larvae; m
  multiple; m; ; several uncounted
  other; m
  part; m; ; part uncounted
not-living; m; ; dead uncounted
  artefact; m
    badfocus; m
    bubble; m; ; ; = air bubble
    scratch; m
  detritus; m; ; ; = marine snow
    aggregate; m
    fiber; m; ; ; = filament
    fluffy; m
  feces; m; ; ; = faecal pellet
  multiple; m; ; several
  other; m
  plastic; m
    fiber; m
    fragment; m
`;

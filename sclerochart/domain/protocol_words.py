"""British English for every code that a protocol uses; the files' codes and these words are held together by a test."""

AFTERCARE = {
    "ALCOHOL": "alcohol",
    "ANALGESIA": "pain relief",
    "ANTIHISTAMINE": "an antihistamine",
    "BATHE_COVERED": "washing with the hosiery covered",
    "BRING_HOSIERY": "bringing your hosiery",
    "CLEAN": "keeping the skin clean",
    "COLD": "ice packs and extreme cold",
    "CYCLE": "gentle cycling",
    "CYCLE_HARD": "hard cycling",
    "DRIVE": "driving",
    "ELEVATE": "raising your legs",
    "EXERCISE_HIGH": "hard or high-impact exercise",
    "FLIGHT_ANY": "flights",
    "FLIGHT_LONG": "long-haul flights",
    "HEAT": "hot baths, saunas, sunbeds",
    "HOSIERY_LONGTERM": "long-term support hosiery",
    "MASSAGE": "massage",
    "NORMAL_ACTIVITY": "everyday activities",
    "SUN": "sun on treated skin",
    "SWIM": "swimming",
    "TOPICALS": "creams",
    "WALK": "walking",
    "WAX": "leg waxing",
    "WORK": "work",
}

SIDE_EFFECTS = {
    "ACHE_STANDING": "Aching when you stand",
    "ALLERGY": "Allergic reaction",
    "ALLERGY_SEVERE": "Severe allergic reaction",
    "BITE_LIKE_MARKS": "Marks like insect bites",
    "BRUISING": "Bruising",
    "DVT": "A clot in a deep vein",
    "EXTRAVASATION": "Some of the solution leaking beside the vein",
    "HIVES": "Small itchy weals",
    "INFECTION": "Infection",
    "ITCH_STING": "Itching or stinging",
    "LUMPS": "Small lumps",
    "MATTING": "A blush of very fine new veins",
    "PAIN_INJECTION": "Pain at the injections",
    "PE": "A clot in the lung",
    "PIGMENTATION": "Brown marks along treated veins",
    "PROMINENT_VEINS": "Treated veins that stand out more",
    "RECURRENCE": "Thread veins that come back",
    "REDNESS": "Redness",
    "RESTLESS_LEGS": "Restless legs at night",
    "SVT": "A firm, tender cord under the skin",
    "SWELLING": "Swelling",
    "TENDERNESS": "Tenderness",
    "ULCER": "A small sore at an injection point",
    "VISUAL_DISTURBANCE": "Disturbed sight for a short time",
}

LIKELIHOODS = {
    "expected": "expected",
    "common": "common",
    "often": "in many people",
    "some": "in some people",
    "occasional": "now and then",
    "possible": "possible",
    "rare": "rare",
    "very-rare": "very rare",
    "very-small": "very unlikely",
}

# Never under "what is normal", however likely a text calls them.
SERIOUS = frozenset({
    "ALLERGY", "ALLERGY_SEVERE", "DVT", "EXTRAVASATION", "INFECTION", "PE", "SVT", "ULCER", "VISUAL_DISTURBANCE",
})  # fmt: skip
UNCOMMON = frozenset({"rare", "very-rare", "very-small"})

SCREENING = {
    "ALLERGY_SCLEROSANT": "Allergy to this sclerosant",
    "ASTHMA_UNCONTROLLED": "Uncontrolled or severe asthma",
    "BREASTFEEDING": "Breastfeeding",
    "CARDIAC_SURGICAL": "Heart disease that needs surgery",
    "DIABETES_UNCONTROLLED": "Uncontrolled diabetes",
    "DVT_PE_HISTORY": "Any past clot in a deep vein or lung",
    "HORMONAL_CONTRACEPTION": "Hormonal contraception or HRT",
    "IMMOBILE": "Unable to walk, or bedridden",
    "INFECTION_LOCAL": "Infection of the skin or leg",
    "PELVIC_TUMOUR_VARICES": "Varicose veins from a pelvic or abdominal tumour",
    "PHLEBITIS_ACUTE": "Acute phlebitis",
    "PREGNANCY": "Pregnant or possibly pregnant",
    "SYSTEMIC_UNCONTROLLED": "Any uncontrolled general illness",
    "UNDERLYING_REFLUX": "Feeding reflux on a scan or Doppler test",
    "VALVE_DISEASE_SURGICAL": "Heart valves that need surgery",
    "VARICOSE_LARGE": "Large varicose veins",
    "VTE_RISK": "Several risk factors for a clot together",
}

REQUIREMENTS = {
    "CONSENT_SIGNED": "Signed consent",
    "DOPPLER_BEFORE": "Doppler test before treatment",
    "DUPLEX_BEFORE": "Duplex scan before treatment",
    "MEDICAL_PRACTITIONER": "Injection by a medical practitioner",
    "PHOTOS": "Photographs",
    "WRITTEN_AFTERCARE": "Written aftercare with a contact number",
}

PREPARATION = {
    "BUY_HOSIERY": "Hosiery ready for the day",
    "NO_TOPICALS_BEFORE": "No creams or lotions beforehand",
    "NO_WAX_HEAT_BEFORE": "No waxing or heat beforehand",
}

"""What the program is for, in its own words: in the window, on paper and in the README."""

PURPOSE = (
    "sclerochart is a record-keeping tool. It stores what the practitioner enters, adds up the recorded volumes, and "
    "prints the clinic's own text. It does not diagnose, screen, calculate or recommend a dose, or decide whether a "
    "person may be treated. Reference lines are numbers typed in by the clinic; check them against the product "
    "leaflet. It is not a medical device and must not be used as one."
)
NO_WARRANTY = (
    "It comes without warranty. The clinic is responsible for its protocol texts; the program does not replace "
    "professional judgement."
)
ON_A_LEAFLET = (
    "Printed with sclerochart, a record-keeping tool that sets out the clinic's own text. It is not a medical device "
    "and does not replace the advice of the people who treat you."
)

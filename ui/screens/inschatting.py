"""The worker's own judgement, written down before the advice is shown."""

import streamlit as st

from budget_engine.drafts.entry import joined
from budget_engine.drafts.shape import DECISION
from budget_engine.drafts.view import JUDGED_REASON, reason_of_another
from ui.parts import field
from ui.parts.words import plain
from ui.session import Here, page

_PLACE = joined(DECISION, "eigen_inschatting")


@page("Eigen inschatting")
def render(here: Here) -> None:
    """Ask for the judgement, or show the one that was stored."""
    variants = {item.id: here.labels[item.id] for item in here.view.case.alternatives}
    judged = here.view.judged_at
    if judged is not None:
        chosen = here.draft.text(joined(_PLACE, "alternatief"))
        st.success(
            f"Vastgelegd op {judged:%d-%m-%Y om %H:%M} door {here.draft.text(joined(_PLACE, 'door'))}."
        )
        st.markdown(f"**{plain(variants.get(chosen, chosen))}**")
        st.markdown(plain(here.draft.text(joined(_PLACE, "reden"))))
        return
    st.write(
        "Wat zou u zelf kiezen, en waarom? Schrijf dat op voordat u het advies ziet. Uw inschatting blijft zoals zij "
        "is en hoort bij het dossier. Anders besluiten dan het advies is niet meer werk dan het volgen."
    )
    field.choice(here, joined(_PLACE, "alternatief"), "Welke variant past het best?", variants)
    field.text(here, joined(_PLACE, "reden"), "Waarom?", is_long=True)
    if st.button("Leg mijn inschatting vast", type="primary", disabled=not _is_own(here)):
        refusal = here.house.desk.judge(
            here.draft.number,
            here.draft.text(joined(_PLACE, "alternatief")),
            here.draft.text(joined(_PLACE, "reden")),
            here.login,
            here.house.now(),
        )
        if refusal is None:
            st.rerun()
        st.error(plain(refusal))


def _is_own(here: Here) -> bool:
    """Tell whether the reason is the worker's own; of somebody else's words they are asked to say so."""
    other = reason_of_another(here.draft, here.worker)
    if other is None:
        return True
    st.warning(
        f"Deze reden schreef {plain(other)}. Schrijf in uw eigen woorden wat u vindt, of bevestig dat het ook uw reden "
        "is."
    )
    entry = here.draft.entry(JUDGED_REASON)
    number = 0 if entry is None else entry.number  # other words ask again
    return st.checkbox(
        "Dit is ook mijn eigen inschatting, en mijn reden.", key=f"eigen:{here.draft.number}:{number}"
    )


render()

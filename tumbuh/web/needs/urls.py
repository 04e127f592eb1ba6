"""Addresses of needs: those of a unit, and those that a seller was told of."""

from django.urls import path

from tumbuh.web.needs import acting, buying, selling

urlpatterns = [
    path("kebutuhan/", buying.needs, name="needs_list"),
    path("kebutuhan/baru/", buying.state, name="needs_state"),
    path("kebutuhan/<uuid:public_id>/", buying.need, name="needs_need"),
    path("kebutuhan/<uuid:public_id>/ubah/", buying.change, name="needs_change"),
    path("kebutuhan/<uuid:public_id>/kirim/", acting.ask_sellers, name="needs_ask_sellers"),
    path("kebutuhan/<uuid:public_id>/buka/", acting.open_quotes, name="needs_open"),
    path("kebutuhan/<uuid:public_id>/pilih/", acting.award, name="needs_award"),
    path("kebutuhan/<uuid:public_id>/akhiri/", acting.end, name="needs_end"),
    path("kebutuhan/<uuid:public_id>/jawab/<uuid:question_id>/", acting.answer, name="needs_answer"),
    path("jualan/penawaran/", selling.needs, name="needs_selling"),
    path("jualan/penawaran/<uuid:public_id>/", selling.need, name="needs_quote"),
    path("jualan/penawaran/<uuid:public_id>/tarik/", selling.take_back, name="needs_take_back"),
    path("jualan/penawaran/<uuid:public_id>/tidak-ikut/", selling.decline, name="needs_decline"),
    path("jualan/penawaran/<uuid:public_id>/tanya/", selling.ask, name="needs_question"),
]

"""Which language a page speaks: Bahasa Indonesia until the person switches."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from tumbuh.web import month_names


class LanguageMiddleware:
    """
    Speak the language of the cookie that the switch sets, else the first one.

    Django's own LocaleMiddleware asks the browser too, and most browsers of offices and cheap phones here are set to
    English although their owners read Bahasa Indonesia.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the chosen language."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            if language != settings.LANGUAGE_CODE and _is_page(response):
                response.content = month_names.in_language(response.content.decode(response.charset))
                response.headers["Content-Length"] = str(len(response.content))  # CommonMiddleware counted before
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response


def _is_page(response: HttpResponse) -> bool:
    return not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")

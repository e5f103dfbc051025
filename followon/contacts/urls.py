from django.urls import path

from . import views

app_name = "contacts"
urlpatterns = [
    path("details/contact/<slug:kind>/", views.contact_set, name="set"),
    path("details/contact/<slug:kind>/code/", views.code, name="code"),
    path("details/contact/<slug:kind>/code/again/", views.code_again, name="code_again"),
    path("details/contact/<slug:kind>/keep/", views.keep, name="keep"),
    path("details/contact/<slug:kind>/remove/", views.remove, name="remove"),
    path("details/contact/<slug:kind>/still-right/", views.still_right, name="still_right"),
]

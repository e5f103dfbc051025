from django.urls import path

from pmp.demo import views

urlpatterns = [
    path("", views.cast, name="demo"),
    path("questions/<slug:stage>/", views.questions, name="demo_questions"),
    path("sign-in/<slug:key>/", views.sign_in, name="demo_sign_in"),
]

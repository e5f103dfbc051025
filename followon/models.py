"""Tables of the wiring itself."""

from django.db import models


class CacheEntry(models.Model):
    """The table of Django's database cache, which counts attempts to sign in.

    Declared as a model so that migrations make it; nothing but the cache reads or writes it.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "followon_cache"

    def __str__(self) -> str:
        return f"expires {self.expires:%Y-%m-%d %H:%M}"

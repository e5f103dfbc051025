import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def keep_groups(apps, schema_editor):
    """Each hand-over keeps its group, and who came into it with it."""
    get = apps.get_model
    Participant, Membership = get("pmp", "Participant"), get("groups", "Membership")
    for handover in get("pmp", "Handover").objects.all():
        part = get("pmp", "HandedGroup").objects.create(
            handover=handover, group_id=handover.group_id, is_new=True
        )
        members = Membership.objects.filter(group=handover.group_id, joined_at=handover.at)
        member_of = dict(members.values_list("user_id", "pk"))
        came = Participant.objects.filter(programme=handover.programme_id, user__in=member_of)
        for participant in came:
            get("pmp", "Placed").objects.create(
                part=part, participant=participant, member_id=member_of[participant.user_id]
            )


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0011_groups_that_were_taken_back"),
        ("people", "0004_weekly_messages_ended"),
        ("pmp", "0008_areas"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("short", "A few words"),
                            ("usual", "The usual one"),
                            ("homes", "For meeting in homes"),
                        ],
                        max_length=8,
                    ),
                ),
                ("words", models.TextField(max_length=2000)),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=40)),
                ("date", models.DateField(blank=True, null=True)),
                ("time", models.TimeField(blank=True, null=True)),
                ("new_place", models.CharField(blank=True, max_length=40)),
                ("new_address", models.CharField(blank=True, max_length=200)),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("fortnightly", "Every fortnight"),
                            ("monthly", "Every month"),
                            ("6_8_weeks", "Every 6 to 8 weeks"),
                            ("2_3_months", "Every 2 to 3 months"),
                            ("when_we_meet", "We set the next date when we meet"),
                        ],
                        default="monthly",
                        max_length=14,
                    ),
                ),
                ("purposes", models.JSONField(blank=True, default=list)),
                (
                    "agreement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("short", "A few words"),
                            ("usual", "The usual one"),
                            ("homes", "For meeting in homes"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "has_date",
                    models.BooleanField(default=False, help_text="Date and place were chosen."),
                ),
                ("has_jobs", models.BooleanField(default=False, help_text="Jobs were looked at.")),
                (
                    "has_agreement",
                    models.BooleanField(default=False, help_text="Agreement was looked at."),
                ),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DraftJob",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("coordinator", "Coordinator"),
                            ("deputy", "Deputy coordinator"),
                            ("place_finder", "Place finder"),
                            ("welcomer", "Welcomer"),
                            ("message_keeper", "Message keeper"),
                            ("goal_prompter", "Goal prompter"),
                        ],
                        max_length=14,
                    ),
                ),
                ("said_yes", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="DraftPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HandedGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_new", models.BooleanField()),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Placed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="handover",
            name="is_later",
            field=models.BooleanField(
                default=False, help_text="People were added after the first."
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="undone_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="handover",
            name="undone_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_later", False), ("undone_at__isnull", True)),
                fields=("programme",),
                name="a_programme_is_handed_over_once",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="agreements",
                to="people.painservice",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="joins",
            field=models.ForeignKey(
                blank=True,
                help_text="The group to which these people are added; nothing for a new one.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="groups.group",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="place",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="groups.place",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="drafts",
                to="pmp.programme",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="ptv",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="draftjob",
            name="draft",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="jobs", to="pmp.draft"
            ),
        ),
        migrations.AddField(
            model_name="draftjob",
            name="participant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pmp.participant"
            ),
        ),
        migrations.AddField(
            model_name="draftperson",
            name="draft",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="people", to="pmp.draft"
            ),
        ),
        migrations.AddField(
            model_name="draftperson",
            name="participant",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="drafted",
                to="pmp.participant",
            ),
        ),
        migrations.AddField(
            model_name="handedgroup",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="handed",
                to="groups.group",
            ),
        ),
        migrations.AddField(
            model_name="handedgroup",
            name="handover",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="pmp.handover"
            ),
        ),
        migrations.AddField(
            model_name="placed",
            name="member",
            field=models.ForeignKey(
                help_text="Nobody once an addition to a group was taken back.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="groups.membership",
            ),
        ),
        migrations.AddField(
            model_name="placed",
            name="part",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="placed",
                to="pmp.handedgroup",
            ),
        ),
        migrations.AddField(
            model_name="placed",
            name="participant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="placed",
                to="pmp.participant",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                fields=("service", "code"), name="one_wording_of_each_agreement"
            ),
        ),
        migrations.AddConstraint(
            model_name="draftjob",
            constraint=models.UniqueConstraint(fields=("draft", "kind"), name="a_job_drafted_once"),
        ),
        migrations.AddConstraint(
            model_name="handedgroup",
            constraint=models.UniqueConstraint(
                fields=("handover", "group"), name="handed_to_a_group_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="placed",
            constraint=models.UniqueConstraint(
                fields=("part", "participant"), name="placed_once_in_a_group"
            ),
        ),
        migrations.RunPython(keep_groups, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="handover",
            name="group",
        ),
    ]

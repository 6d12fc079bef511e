from django.db import migrations


def carry_over(apps, schema_editor):
    """Reports of conversations stand among the reports of everything else from now on."""
    reports = apps.get_model("moderation", "Report")
    for row in apps.get_model("conversations", "Report").objects.select_related("conversation").iterator():
        subject = row.conversation
        outcome = ("ended" if subject.blocked_at else "left") if row.decided_at else ""
        reports.objects.create(
            kind="conversation",
            key=str(row.conversation_id),
            organization_id=subject.organization_id,
            title=subject.subject_title,
            title_language=subject.subject_language,
            reason=row.reason,
            text=row.text,
            language=subject.language if row.side == "visitor" else "en",
            reporter_id=row.reporter_id,
            voice=row.side,
            created_at=row.created_at,
            decided_at=row.decided_at,
            decided_by_id=row.decided_by_id,
            outcome=outcome,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0003_proposals_beside_messages'),
        ('moderation', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.DeleteModel(
            name='Report',
        ),
    ]

from django.db import migrations

GROUP = "Editors"
FILES = {"wagtailimages": "image", "wagtaildocs": "document"}


def take_from_editors(apps, schema_editor):
    """Wagtail gives its editors everybody's files to change and delete, those of sellers included.

    Whoever may add a file keeps the right to change and delete it; its moderators keep everybody's.
    """
    given = apps.get_model("wagtailcore", "GroupCollectionPermission")
    permissions = apps.get_model("auth", "Permission")
    for app, model in FILES.items():
        taken = permissions.objects.filter(
            content_type__app_label=app, codename__in=[f"change_{model}", f"delete_{model}"]
        )
        given.objects.filter(group__name=GROUP, permission__in=taken).delete()
        for group in apps.get_model("auth", "Group").objects.filter(name=GROUP):
            group.permissions.remove(*taken)


class Migration(migrations.Migration):

    dependencies = [
        ("pages", "0003_second_step"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(take_from_editors, migrations.RunPython.noop)]

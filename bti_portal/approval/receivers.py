"""Writes our own letters about approval instead of Wagtail's."""

from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

from bti_portal.approval import letters

RECEIVERS = (
    (task_submitted, TaskState, "group_approval_task_submitted", letters.ask),
    (workflow_submitted, WorkflowState, "workflow_state_submitted", letters.ask_nobody_else),
    (workflow_rejected, WorkflowState, "workflow_state_rejected", letters.tell_sent_back),
    (workflow_approved, WorkflowState, "workflow_state_approved", letters.tell_approved),
    (workflow_cancelled, WorkflowState, "workflow_state_cancelled", letters.tell_stopped),
)


def listen() -> None:
    """Take the places of Wagtail's letters.

    Wagtail connects its own under these names, later than we do: a signal takes the first receiver
    with a name, so that nobody gets two letters.
    """
    for signal, sender, name, receiver in RECEIVERS:
        uid = f"{name}_email_notification"
        signal.connect(receiver, sender=sender, dispatch_uid=uid)

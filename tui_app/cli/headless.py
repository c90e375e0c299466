"""From the arguments of a command that prints to the module that answers it."""

from __future__ import annotations

import argparse

from tui_app.cli.forms import Format
from tui_app.cli.ground import Where
from tui_app.cli.headless_arguments import CREATE, LONGEST_WAIT, ORDER_FIELDS, ORDER_FLAGS
from tui_app.cli.narration import Narration
from tui_app.cli.output import Output
from tui_app.cli.typed import (
    ALL,
    read_amount,
    read_count,
    read_keys,
    read_limits,
    read_seconds,
    read_statuses,
)
from tui_app.domain.errors import UsageError
from tui_app.domain.offer import Side
from tui_app.ledger.windows import Sort


def run_headless(asked: argparse.Namespace) -> int:
    """Do it; returns the exit code. Raises OfferdeskError, SettingsError, NobodyReads, Interrupted."""
    where = Where(
        profile=asked.profile or "", sandbox=asked.sandbox, demo=asked.demo, read_only=asked.read_only
    )
    narration = Narration(quiet=asked.quiet)
    match asked.command:
        case "offers":
            return _offers(asked, where, narration)
        case "show":
            return _show(asked, where, narration)
        case "accept" | "reject" | "counter" | "cancel":
            return _act(asked, where, narration)
        case "resume":
            return _resume(asked, where, narration)
        case "purchases":
            return _purchases(asked, where, narration)
        case "orders":
            return _create(asked, where, narration) if _creates(asked) else _orders(asked, where, narration)
        case "activity":
            return _activity(asked, where, narration)
        case "accounts":
            return _accounts(asked, where, narration)
        case "doctor":
            return _doctor(asked, where, narration)
        case "export":
            return _export(asked, where, narration)
        case "settings":
            return _settings(asked, where, narration)
        case "man":
            return _manual()
        case _:
            return _completion(asked)


def _offers(asked: argparse.Namespace, where: Where, narration: Narration) -> int:
    from tui_app.cli.offers import Wanted, list_offers

    if asked.view is not None:
        _fill_in_view(asked, where)
    wanted = Wanted(
        side=Side(asked.side or Side.RECEIVED),
        statuses=read_statuses(asked.status),
        market=asked.market,
        account=asked.account,
        words=asked.filter,
        sort=Sort(asked.sort or Sort.ENDS),
        reverse=asked.reverse,
        limit=None if asked.limit is None else read_count(asked.limit, "--limit"),
    )
    return list_offers(
        wanted, where, narration, refresh=asked.refresh, form=_form(asked), out=Output.to_stdout()
    )


def _fill_in_view(asked: argparse.Namespace, where: Where) -> None:
    """What a view says and the arguments do not; its filter and theirs both have to hold."""
    from tui_app.cli.named_view import named_view

    view = named_view(asked.view, where)
    asked.side = asked.side or view.side
    asked.status = asked.status or view.status.replace(" ", "-") or ALL
    asked.account = asked.account or view.account
    asked.filter = f"{view.filter} {asked.filter}".strip()
    if asked.sort is None:
        asked.sort, asked.reverse = view.sort, asked.reverse is not view.reverse


def _show(asked: argparse.Namespace, where: Where, narration: Narration) -> int:
    from tui_app.cli.show import show_offers

    return show_offers(read_keys(asked.keys), where, narration, form=_form(asked), out=Output.to_stdout())


def _act(asked: argparse.Namespace, where: Where, narration: Narration) -> int:
    from tui_app.cli.acting import act
    from tui_app.cli.order import Asking, Order
    from tui_app.domain.verdicts import Action

    asking = None
    if asked.command == "counter":
        read_amount(asked.price)
        asking = Asking(price=asked.price, code=asked.currency, ends=asked.expires)
    order = Order(
        action=Action(asked.command),
        keys=tuple(read_keys(asked.keys)),
        asking=asking,
        yes=asked.yes,
        dry_run=asked.dry_run,
        limits=read_limits(asked.max_amount),
        wait=read_seconds(asked.wait, "--wait", LONGEST_WAIT),
    )
    return act(order, where, narration, form=_form(asked), out=Output.to_stdout())


def _resume(asked: argparse.Namespace, where: Where, narration: Narration) -> int:
    from tui_app.cli.resume import Going, resume

    going = Going(action_id=asked.action, show=asked.show, take_proof=asked.proof, give_up=asked.give_up)
    return resume(going, where, narration, form=_form(asked), out=Output.to_stdout())


def _purchases(asked: argparse.Namespace, where: Where, narration: Narration) -> int:
    from tui_app.cli.purchases import Asked, list_purchases

    wanted = Asked(
        account=asked.account,
        user=asked.user,
        token=asked.token,
        page=None if asked.page is None else read_count(asked.page, "--page"),
        grouped=asked.grouped,
    )
    return list_purchases(wanted, where, narration, form=_form(asked), out=Output.to_stdout())


def _creates(asked: argparse.Namespace) -> bool:
    """Whether an order is to be created. Raises UsageError for what does not go together."""
    if asked.refs == [CREATE]:
        return True
    odd = [f"--{name.replace('_', '-')}" for name in (*ORDER_FIELDS, *ORDER_FLAGS) if getattr(asked, name)]
    if odd:
        raise UsageError(
            f"{odd[0]} is only for creating an order.", "For example: offerdesk orders create --quantity 3 …"
        )
    return False


def _create(asked: argparse.Namespace, where: Where, narration: Narration) -> int:
    from tui_app.cli.creating import Asked, create

    wanted = Asked(
        account=asked.account,
        typed={field: getattr(asked, name) for name, field in ORDER_FIELDS.items()},
        billing=asked.billing,
        yes=asked.yes,
        again=asked.again,
        dry_run=asked.dry_run,
        wait=read_seconds(asked.wait, "--wait", LONGEST_WAIT),
    )
    return create(wanted, where, narration, form=_item_form(asked), out=Output.to_stdout())


def _item_form(asked: argparse.Namespace) -> Format:
    """How one thing is written, which is no table. Raises UsageError."""
    if asked.form is Format.CSV:
        raise UsageError("What became of an order is not written as CSV.", "For example: --json")
    return _form(asked)


def _orders(asked: argparse.Namespace, where: Where, narration: Narration) -> int:
    from tui_app.cli.orders import Wanted, list_orders

    wanted = Wanted(refs=tuple(asked.refs), account=asked.account, refresh=asked.refresh)
    return list_orders(wanted, where, narration, form=_form(asked), out=Output.to_stdout())


def _activity(asked: argparse.Namespace, where: Where, narration: Narration) -> int:
    from tui_app.cli.activity import list_activity

    limit = read_count(asked.limit, "--limit")
    return list_activity(limit, where, narration, form=_form(asked), out=Output.to_stdout())


def _accounts(asked: argparse.Namespace, where: Where, narration: Narration) -> int:
    from tui_app.cli.accounts import list_accounts, try_accounts

    if asked.what in ("add", "remove"):
        return _change_accounts(asked, where, narration)
    if odd := [flag for flag in ("marketplace", "keeps", "no_test", "yes") if getattr(asked, flag)]:
        raise UsageError(f"--{odd[0].replace('_', '-')} is only for adding or removing an account.")
    do = {"list": list_accounts, "test": try_accounts}[asked.what]
    return do(asked.names, where, narration, form=_form(asked), out=Output.to_stdout())


def _change_accounts(asked: argparse.Namespace, where: Where, narration: Narration) -> int:
    from tui_app.cli.new_account import Described, add_account, remove_accounts

    form, out = _form(asked), Output.to_stdout()
    if asked.what == "remove":
        return remove_accounts(asked.names, where, narration, yes=asked.yes, form=form, out=out)
    if len(asked.names) > 1:
        raise UsageError("One account is added at a time.", "For example: offerdesk accounts add main")
    described = Described(name="".join(asked.names), marketplace=asked.marketplace, keeps=asked.keeps)
    return add_account(described, where, narration, test=not asked.no_test, form=form, out=out)


def _doctor(asked: argparse.Namespace, where: Where, narration: Narration) -> int:
    from tui_app.cli.doctor.examine import examine

    return examine(where, narration, offline=asked.offline, form=_form(asked), out=Output.to_stdout())


def _export(asked: argparse.Namespace, where: Where, narration: Narration) -> int:
    from tui_app.cli.export import export

    form = asked.form or Format.JSONL
    return export(asked.what, asked.output, where, narration, form=form, force=asked.force)


def _settings(asked: argparse.Namespace, where: Where, narration: Narration) -> int:
    from tui_app.cli.settings import check_settings, print_example

    if asked.example and asked.form is Format.JSON:
        raise UsageError("The example is a settings file, not JSON.", "For example: settings --check --json")
    if asked.example:
        return print_example(Output.to_stdout())
    return check_settings(asked.check, where, narration, form=_form(asked), out=Output.to_stdout())


def _manual() -> int:
    from tui_app.cli.manual import manual

    Output.to_stdout().write(manual())
    return 0


def _completion(asked: argparse.Namespace) -> int:
    from tui_app.cli.completion import completion_for

    Output.to_stdout().write(completion_for(asked.shell))
    return 0


def _form(asked: argparse.Namespace) -> Format:
    return asked.form or Format.PLAIN

"""Settings and attributes of a repository that run commands, for every command of the tool that asks git."""

from __future__ import annotations

from collections.abc import Callable

from .harness import Box, Family

FAMILY = Family("git runs commands", template="released")
ASKING = ("diff v1.0.0", "release 1.1.0 --dry-run", "verify")
ALL = ("update", "build", "check", "preview", "diff HEAD", "diff v1.0.0 HEAD", "release 1.1.0 --dry-run", "verify")


def ask(box: Box, *commands: str) -> None:
    for command in commands or ASKING:
        box.run(*command.split())


def configured(
    config: str, attributes: str = "", dirty: bool = False, commands: tuple[str, ...] = ASKING
) -> Callable[[Box], None]:
    """Adds to .git/config (PWN is the command that must not run) and to .git/info/attributes."""

    def carry_out(box: Box) -> None:
        if attributes:
            box.write(".git/info/attributes", attributes)
        box.append(".git/config", config.replace("PWN", str(box.pwn)))
        if dirty:
            for name in ("cards/a.yaml", "deck.lock", "seeds/a.md", "deckwright.yaml"):
                (box.project / name).touch()
            box.append("cards/a.yaml", "\n")
        ask(box, *commands)

    return carry_out


EVERYTHING = "*.yaml filter=x diff=x merge=x\n*.md filter=x diff=x merge=x\ndeck.lock filter=x diff=x merge=x\n"
CONFIGS: dict[str, tuple[str, str, bool]] = {
    "core.fsmonitor": ("[core]\n\tfsmonitor = PWN\n", "", True),
    "core.fsmonitor, version 2": (
        "[core]\n\tfsmonitor = PWN\n\tfsmonitorHookVersion = 2\n\tuntrackedCache = true\n",
        "",
        False,
    ),
    "filter.clean": ('[filter "x"]\n\tclean = PWN\n', EVERYTHING, True),
    "filter.smudge": ('[filter "x"]\n\tsmudge = PWN\n\trequired = true\n', EVERYTHING, False),
    "filter.process": ('[filter "x"]\n\tprocess = PWN\n\trequired = true\n', EVERYTHING, True),
    "diff.textconv": ('[diff "x"]\n\ttextconv = PWN\n\tcachetextconv = true\n', EVERYTHING, True),
    "diff.command": ('[diff "x"]\n\tcommand = PWN\n', EVERYTHING, True),
    "diff.external": ("[diff]\n\texternal = PWN\n", "", True),
    "merge.driver": ('[merge "x"]\n\tdriver = PWN %O %A %B\n\tname = x\n', EVERYTHING, True),
    "core.pager": ("[core]\n\tpager = PWN\n[pager]\n\tlog = PWN\n\tshow = PWN\n\tdiff = PWN\n\ttag = PWN\n", "", False),
    "core.editor": ("[core]\n\teditor = PWN\n[sequence]\n\teditor = PWN\n", "", False),
    "alias": (
        "[alias]\n"
        + "".join(
            f"\t{name} = !PWN\n"
            for name in (
                "status",
                "log",
                "show",
                "archive",
                "ls-files",
                "ls-tree",
                "rev-parse",
                "tag",
                "cat-file",
                "diff",
                "describe",
            )
        ),
        "",
        False,
    ),
    "gpg.program": (
        '[gpg]\n\tprogram = PWN\n[gpg "ssh"]\n\tprogram = PWN\n\tdefaultKeyCommand = PWN\n[log]\n\tshowSignature = true\n[commit]\n\tgpgSign = true\n[tag]\n\tgpgSign = true\n',
        "",
        False,
    ),
    "credential.helper": (
        '[credential]\n\thelper = !PWN\n[core]\n\taskPass = PWN\n[remote "origin"]\n\turl = https://127.0.0.1:9/x\n\tfetch = +refs/*:refs/*\n',
        "",
        False,
    ),
    "core.sshCommand": (
        '[core]\n\tsshCommand = PWN\n[remote "origin"]\n\turl = ssh://127.0.0.1:9/x\n\tuploadpack = PWN\n',
        "",
        False,
    ),
    "core.gitProxy": ('[core]\n\tgitProxy = PWN\n[remote "origin"]\n\turl = git://127.0.0.1:9/x\n', "", False),
    "ext:: as the remote": (
        '[protocol]\n\tallow = always\n[remote "origin"]\n\turl = ext::PWN\n[url "ext::PWN"]\n\tinsteadOf = https://\n',
        "",
        False,
    ),
    "uploadpack.packObjectsHook": ("[uploadpack]\n\tpackObjectsHook = PWN\n", "", False),
    "tar.command": (
        '[tar "tar"]\n\tcommand = PWN\n[tar "tar.gz"]\n\tcommand = PWN\n[tar "tgz"]\n\tcommand = PWN\n',
        "",
        False,
    ),
    "core.alternateRefsCommand": ("[core]\n\talternateRefsCommand = PWN\n", "", False),
    "interactive.diffFilter": (
        '[interactive]\n\tdiffFilter = PWN\n[browser "x"]\n\tcmd = PWN\n[man "x"]\n\tcmd = PWN\n',
        "",
        False,
    ),
    "trailer.command": (
        '[trailer "x"]\n\tcommand = PWN\n\tcmd = PWN\n\tifmissing = add\n[trailer]\n\tifmissing = add\n',
        "",
        False,
    ),
    "gc.auto": ("[gc]\n\tauto = 1\n\trecentObjectsHook = PWN\n[maintenance]\n\tauto = true\n", "", True),
    "submodule.update": ('[submodule "x"]\n\tupdate = !PWN\n\turl = ext::PWN\n\tactive = true\n', "", False),
}
for setting, (text, marks, changed) in CONFIGS.items():
    FAMILY.add(setting, configured(text, marks, changed))


@FAMILY.attack("all settings at once, on every command")
def together(box: Box) -> None:
    box.write(".git/info/attributes", EVERYTHING)
    for text, _, _ in CONFIGS.values():
        box.append(".git/config", text.replace("PWN", str(box.pwn)))
    box.append("cards/a.yaml", "\n")
    ask(box, *ALL)


@FAMILY.attack("filters by the .gitattributes that is committed")
def attributes(box: Box) -> None:
    box.write(".gitattributes", EVERYTHING + "* -text\n")
    box.commit()
    box.append(
        ".git/config", f'[filter "x"]\n\tclean = {box.pwn}\n\tsmudge = {box.pwn}\n[diff "x"]\n\ttextconv = {box.pwn}\n'
    )
    box.append("cards/a.yaml", "\n")
    ask(box, "update", *ASKING)


@FAMILY.attack("settings included from a file in the folder")
def included(box: Box) -> None:
    box.write("git.txt", f"[core]\n\tfsmonitor = {box.pwn}\n[diff]\n\texternal = {box.pwn}\n")
    box.commit()
    box.append(".git/config", '[include]\n\tpath = ../git.txt\n[includeIf "gitdir:**"]\n\tpath = ../git.txt\n')
    ask(box, "update", *ASKING)


@FAMILY.attack("settings of the work tree")
def of_worktree(box: Box) -> None:
    box.append(".git/config", "[extensions]\n\tworktreeConfig = true\n")
    box.write(".git/config.worktree", f"[core]\n\tfsmonitor = {box.pwn}\n[diff]\n\texternal = {box.pwn}\n")
    ask(box, "update", *ASKING)


HOOKS = (
    "pre-commit",
    "post-checkout",
    "post-index-change",
    "reference-transaction",
    "post-merge",
    "pre-auto-gc",
    "post-rewrite",
    "fsmonitor-watchman",
    "applypatch-msg",
    "commit-msg",
    "post-commit",
    "pre-push",
    "query-watchman",
)


@FAMILY.attack("hooks")
def hooks(box: Box) -> None:
    for name in HOOKS:
        box.write(f".git/hooks/{name}", f"#!/bin/sh\nexec {box.pwn}\n").chmod(0o755)
    box.append(".git/config", "[core]\n\tfsmonitor = .git/hooks/query-watchman\n")
    ask(box, "update", *ASKING)


@FAMILY.attack("core.hooksPath leads into the folder")
def hooks_path(box: Box) -> None:
    for name in HOOKS:
        box.write(f"hooks/{name}", f"#!/bin/sh\nexec {box.pwn}\n").chmod(0o755)
    box.commit()
    box.append(".git/config", "[core]\n\thooksPath = hooks\n")
    ask(box, "update", "init --github", *ASKING)


@FAMILY.attack("hooks at a release", expect="either")
def hooks_release(box: Box) -> None:
    for name in HOOKS:
        box.write(f".git/hooks/{name}", f"#!/bin/sh\nexec {box.pwn}\n").chmod(0o755)
    box.run("release", "1.1.0")


@FAMILY.attack("core.worktree leads outside")
def worktree(box: Box) -> None:
    box.append(".git/config", f"[core]\n\tworktree = {box.outside}\n")
    ask(box, "update", *ASKING)


@FAMILY.attack("a submodule with settings of its own")
def submodule(box: Box) -> None:
    box.write("inner/x.txt", "x\n")
    box.write(".gitmodules", f'[submodule "inner"]\n\tpath = inner\n\turl = ./inner\n\tupdate = !{box.pwn}\n')
    for args in (
        ("init", "-q", "--template=", "inner"),
        ("-C", "inner", "add", "."),
        ("-C", "inner", "commit", "-qm", "x"),
    ):
        box.git(*args)
    box.git("-c", "advice.addEmbeddedRepo=false", "add", "-A")
    box.git("commit", "-qm", "with a submodule")
    box.append("inner/.git/config", f"[core]\n\tfsmonitor = {box.pwn}\n[diff]\n\texternal = {box.pwn}\n")
    box.append("inner/x.txt", "changed\n")
    box.append(
        ".git/config",
        '[submodule "inner"]\n\tactive = true\n\turl = ./inner\n[diff]\n\tsubmodule = diff\n[status]\n\tsubmoduleSummary = true\n',
    )
    ask(box, "update", *ASKING)


@FAMILY.attack(".git is a file that names another repository")
def git_file(box: Box) -> None:
    (box.project / ".git").rename(box.project / "store")
    box.write(".git", "gitdir: store\n")
    box.append("store/config", f"[core]\n\tfsmonitor = {box.pwn}\n[diff]\n\texternal = {box.pwn}\n")
    ask(box, "update", *ASKING)


@FAMILY.attack("a bare repository in the folder takes the place of .git", template="project")
def bare(box: Box) -> None:
    box.git("init", "-q", "--template=", "--bare", ".")
    box.append(
        "config", f"[core]\n\tfsmonitor = {box.pwn}\n\tbare = false\n\tworktree = .\n[diff]\n\texternal = {box.pwn}\n"
    )
    ask(box, "update", "diff HEAD", "release 1.0.0 --dry-run", "verify")


@FAMILY.attack("missing objects are fetched by a command")
def promisor(box: Box) -> None:
    """A partial clone fetches what it lacks when it is asked for, by the commands of its settings."""
    listed = [line.split() for line in box.git("ls-tree", "-r", "v1.0.0").splitlines()]
    box.append(
        ".git/config",
        "[extensions]\n\tpartialClone = origin\n[core]\n\trepositoryformatversion = 1\n"
        f'\tsshCommand = {box.pwn}\n[protocol]\n\tallow = always\n[remote "origin"]\n\turl = ext::{box.pwn}\n'
        "\tpromisor = true\n\tpartialclonefilter = blob:none\n",
    )
    for _, kind, name, _ in listed:
        if kind == "blob":
            (box.project / ".git" / "objects" / name[:2] / name[2:]).unlink(missing_ok=True)
    ask(box, "diff v1.0.0", "diff v1.0.0 HEAD", "release 1.1.0 --dry-run", "verify", "update --rebuild-lock")


@FAMILY.attack("missing objects are fetched over ssh")
def promisor_ssh(box: Box) -> None:
    box.append(
        ".git/config",
        "[extensions]\n\tpartialClone = origin\n[core]\n\trepositoryformatversion = 1\n"
        f'\tsshCommand = {box.pwn}\n[remote "origin"]\n\turl = ssh://127.0.0.1:9/x\n\tpromisor = true\n',
    )
    for line in box.git("ls-tree", "-r", "v1.0.0").splitlines():
        name = line.split()[2]
        (box.project / ".git" / "objects" / name[:2] / name[2:]).unlink(missing_ok=True)
    ask(box, "diff v1.0.0", "release 1.1.0 --dry-run", "verify")


@FAMILY.attack("export-subst asks gpg about a signature")
def export_subst(box: Box) -> None:
    """`git archive` writes %G? for who signed a commit, and runs gpg.program to know it."""
    box.write(".gitattributes", "deckwright.yaml export-subst\ncards/* export-subst\n")
    box.append("deckwright.yaml", "# $Format:%G?%GS%GG%GK$\n")
    box.commit()
    commit = box.git("cat-file", "commit", "HEAD")
    head, _, message = commit.partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEz\n -----END PGP SIGNATURE-----"
    box.write(box.root / "forged", f"{head}\n{signature}\n\n{message}")
    forged = box.git("hash-object", "-t", "commit", "-w", str(box.root / "forged")).strip()
    box.git("update-ref", "refs/heads/main", forged)
    box.git("tag", "-f", "v1.0.0", forged)
    box.append(".git/config", f"[gpg]\n\tprogram = {box.pwn}\n[log]\n\tshowSignature = true\n")
    ask(box, "diff HEAD", "diff v1.0.0", "release 1.1.0 --dry-run", "verify")


@FAMILY.attack("a signed tag asks gpg")
def signed_tag(box: Box) -> None:
    tag = box.git("cat-file", "tag", "v1.0.0")
    box.write(box.root / "forged", f"{tag}-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n")
    forged = box.git("hash-object", "-t", "tag", "-w", str(box.root / "forged")).strip()
    box.git("update-ref", "refs/tags/v1.0.0", forged)
    box.append(".git/config", f"[gpg]\n\tprogram = {box.pwn}\n[log]\n\tshowSignature = true\n[tag]\n\tgpgSign = true\n")
    ask(box)


@FAMILY.attack("a git of one's own in the folder", template="released")
def own_git(box: Box) -> None:
    for name in ("git", "git.exe", "git.bat", "sh", "python", "python3", "bin/git"):
        box.write(name, f"#!/bin/sh\nexec {box.pwn}\n").chmod(0o755)
    ask(box, "update", *ASKING)

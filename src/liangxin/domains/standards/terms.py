"""Words of standards: kinds, states, stages of drafting, results, certificates, efficiency levels, powers, deeds."""

from __future__ import annotations

from liangxin.kernel.term import Term

TITLE_LIMIT = 200
EXPIRY_WARNING_DAYS = 90  # how long before its end a certificate counts as expiring soon


class StandardKind(Term):
    """Who issues a standard. 依据：《中华人民共和国标准化法》第二条。"""

    NATIONAL = "national", "国家标准"
    INDUSTRY = "industry", "行业标准"
    LOCAL = "local", "地方标准"
    GROUP = "group", "团体标准"
    ENTERPRISE = "enterprise", "企业标准"


class StandardState(Term):
    """Where a standard stands in its life."""

    UNCONFIRMED = "unconfirmed", "待核实"  # shipped or taken over; nobody here has looked at the standard itself
    DRAFTING = "drafting", "制修订中"
    PUBLISHED = "published", "已发布待实施"
    IN_FORCE = "in_force", "现行"
    SUPERSEDED = "superseded", "被代替"
    WITHDRAWN = "withdrawn", "废止"

    @property
    def tone(self) -> str:
        """How the screen marks it: what is doubtful or ahead waits, nothing here is an alarm."""
        return {"unconfirmed": "wait", "drafting": "going", "published": "wait", "in_force": "good"}.get(
            self.value, "off"
        )


class Verb(Term):
    """What may be done to a standard's state."""

    CONFIRM = "confirm", "核实"
    PUBLISH = "publish", "登记发布"
    BRING_INTO_FORCE = "bring_into_force", "转为现行"
    SUPERSEDE = "supersede", "登记代替"
    WITHDRAW = "withdraw", "登记废止"


class DraftingStage(Term):
    """Stage of drafting work. 依据：《国家标准管理办法》规定的制定程序。"""

    PROPOSED = "proposed", "立项"
    DRAFTED = "drafted", "起草"
    CONSULTED = "consulted", "征求意见"
    REVIEWED = "reviewed", "技术审查"
    APPROVED = "approved", "报批"


class Conformance(Term):
    """What a check of something against a standard found."""

    CONFORMS = "conforms", "符合"
    PARTLY = "partly", "部分符合"
    FAILS = "fails", "不符合"
    UNKNOWN = "unknown", "未能判定"


class CertificateKind(Term):
    """What a certificate attests."""

    GREEN_PRODUCT = "green_product", "绿色产品认证"
    CARBON_FOOTPRINT = "carbon_footprint", "产品碳足迹"
    ENERGY_SAVING = "energy_saving", "节能产品认证"


class EfficiencyLevel(Term):
    """Levels of 重点用能产品设备能效先进水平、节能水平和准入水平."""

    ADVANCED = "advanced", "先进水平"
    SAVING = "saving", "节能水平"
    ACCESS = "access", "准入水平"


class Power(Term):
    """What a role may let its holder do here."""

    READ = "standards.read", "查看标准"
    EDIT = "standards.edit", "维护本地标准"
    SHARE = "standards.share", "维护全国通用标准"
    CERTIFY = "standards.certify", "登记符合性和证书"


class Deed(Term):
    """Verbs of the trail."""

    CATALOGUE_LOADED = "standards.catalogue_loaded", "装载标准目录"
    ENTERED = "standards.entered", "登记标准"
    CHANGED = "standards.changed", "修改标准"
    CONFIRMED = "standards.confirmed", "核实标准"
    PUBLISHED = "standards.published", "登记发布"
    BROUGHT_INTO_FORCE = "standards.brought_into_force", "转为现行"
    SUPERSEDED = "standards.superseded", "登记代替"
    WITHDRAWN = "standards.withdrawn", "登记废止"
    DRAFTING_SET = "standards.drafting_set", "登记制修订进展"
    CONFORMITY_RECORDED = "standards.conformity_recorded", "登记符合性"
    CERTIFICATE_RECORDED = "standards.certificate_recorded", "登记证书"

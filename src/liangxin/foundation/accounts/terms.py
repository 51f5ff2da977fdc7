"""Words of the accounts: languages of the screens."""

from liangxin.kernel.term import Term


class Language(Term):
    CHINESE = "zh-hans", "中文"
    ENGLISH = "en", "English"

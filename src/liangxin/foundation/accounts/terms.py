"""Words of the accounts: languages of the screens, what is witnessed of signing in."""

from liangxin.kernel.term import Term


class Language(Term):
    CHINESE = "zh-hans", "中文"
    ENGLISH = "en", "English"


class Deed(Term):
    SIGN_IN = "accounts.sign_in", "登录"
    SIGN_OUT = "accounts.sign_out", "退出"
    LOCK_OUT = "accounts.lock_out", "登录失败过多，暂停登录"
    CHANGE_PASSWORD = "accounts.change_password", "修改密码"
    RESET_PASSWORD = "accounts.reset_password", "重置密码"
    CHANGE_EMAIL = "accounts.change_email", "修改邮箱"
    SET_SECOND_FACTOR = "accounts.set_second_factor", "启用两步验证"
    DROP_SECOND_FACTOR = "accounts.drop_second_factor", "停用两步验证"
    RENEW_RECOVERY_CODES = "accounts.renew_recovery_codes", "更换恢复码"
    USE_RECOVERY_CODE = "accounts.use_recovery_code", "使用恢复码"

"""What English does around a name: titles, legal forms, heads, dates. Facts of the language, none of the story."""

# ruff: noqa: SIM905 - lists of words read best as text
import calendar

TITLES = frozenset("""
    President Vice-President Vice Premier Prime Minister Chancellor King Queen Prince Princess Emperor Pope Governor
    Gov Senator Sen Sens Representative Rep Reps Congressman Congresswoman Speaker Leader Chairman Chairwoman Chair
    Secretary Ambassador Envoy Commissioner Attorney General Gen Admiral Adm Colonel Col Captain Capt Lieutenant Lt
    Major Maj Sergeant Sgt Judge Justice Professor Prof Doctor Dr Mr Mrs Ms Miss Sir Dame Lord Lady Mayor Director
    Chief Executive Officer CEO CFO CTO COO Founder Analyst Economist Spokesman Spokeswoman Spokesperson Deputy
    Former Acting Then Ex Supreme
    """.split())
DETERMINERS = frozenset("""
    the The a A an An this This that That these These its Its his His her Her their Their our Our
    """.split())
# What a field is put before to name an officer, not the body: Commerce Secretary, Foreign Minister.
OFFICES = frozenset("Secretary Minister Representative Commissioner Undersecretary".split())
# Whoever holds one of these jobs "at" somebody, or is somebody's analyst, is employed: by an organisation.
JOBS = frozenset("""
    analyst analysts strategist strategists economist economists researcher researchers professor lecturer fellow
    scientist scientists engineer engineers director manager partner lawyer executive executives
    """.split())
ANALYSTS = frozenset("analyst analysts strategist strategists".split())
# How words for many persons end: at a sentence's beginning they are no names (Makers, Investors, Economists).
CROWDS = ("ers", "ors", "ists")
# What stands before the state a member of the US Congress is elected in: D-N.Y., R-Texas.
PARTIES = frozenset("D R I".split())
# Capitalised words that follow a name without belonging to it: the Trump Administration.
TAILS = frozenset("Administration Government Cabinet Team Era White Presidency Officials Regime".split())
# How the full name of a body begins that its field alone may stand for: Department of Commerce, Commerce.
DEPARTMENTS = frozenset([("Department", "of"), ("Ministry", "of")])
GENERATIONS = frozenset("Jr Sr II III IV".split())
# So many bear these that one article's Liu is not another's: the most common family names of China (Ministry of Public
# Security, 2020), Korea (census of 2015) and the United States (census of 2010).
COMMON_SURNAMES = frozenset("""
    Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song Tang Han Cao
    Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez
    Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Perez Thompson White Harris
    Sanchez Clark Lewis Robinson Walker Young Allen King Wright Scott
    """.split())
# Legal forms say nothing about the name; the others do unless a legal form follows (Eurasia Group, Alibaba Group Ltd).
LEGAL = frozenset("""
    Inc Incorporated Corp Corporation Co Ltd Limited LLC LLP LP PLC plc SA SE AG NV BV GmbH SpA AB ASA Oyj KK Bhd Pte
    Pty
    """.split())
SUFFIXES = LEGAL | frozenset("Company Group Holdings Holding".split())
CALENDAR = frozenset(name for names in (calendar.day_name, calendar.day_abbr, calendar.month_name, calendar.month_abbr)
                     for name in names) | frozenset("Sept Tues Thurs Spring Summer Autumn Fall Winter".split())
# The word that says what a name of several words names.
HEADS = {
    "ORG": frozenset("""
        Administration Agency Alliance Association Authority Bank Board Bureau Center Centre Chamber Coalition College
        Commission Committee Company Congress Corporation Corp Council Court Department Federation Foundation Fund Group
        Inc Institute Institution Ltd Ministry Organization Organisation Parliament Partners Party Police Research
        School Securities Senate Society Subcommittee Technologies Union University Ventures Capital Journal Times Post
        Tribune Herald News Magazine Gazette Courier Review Newswire Wire Daily Observatory Academy Airlines Airways
        Motors Laboratory Laboratories Consulting Advisors Associates
        """.split()),
    "LAW": frozenset("""
        Act Agreement Agreements Amendment Accord Accords Bill Code Constitution Convention Directive Law Pact Protocol
        Regulation Resolution Treaty
        """.split()),
    "EVENT": frozenset("Summit Olympics Conference Expo Championship Cup Festival War Awards".split()),
    "PRODUCT": frozenset("Index Average".split()),
}
# Words inside names that do not open, close or abbreviate them.
SMALL = frozenset("of and for the in on to & de la du des von van".split())
SPEECH = frozenset("""
    said says told added adds noted argued warned wrote tweeted asked replied explained testified declined announced
    """.split())

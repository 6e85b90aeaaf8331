extension Stylesheet {
    /// Colours, type and space.
    static let base = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--quiet:#57606a;--line:#d0d7de;--field:#6e7781;--soft:#f3f5f7;--accent:#0b57a4;--on-accent:#fff;--good:#116329;--good-soft:#e3f6e8;--bad:#a40e26;--bad-soft:#fdebec;--warn:#7a4b00;--warn-soft:#fff4d6}
        *,*::before,*::after{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
        body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;overflow-wrap:break-word}
        h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0 1rem}
        h2{font-size:1.2rem;line-height:1.3;margin:1.75rem 0 .5rem}
        h3{font-size:1rem;margin:1.25rem 0 .25rem}
        p,ul,ol,table,fieldset{margin:0 0 1rem}
        a{color:var(--accent);text-underline-offset:.15em}
        a:hover{text-decoration-thickness:2px}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
        main:focus{outline:none}
        code{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.9em}
        .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        """

    /// What stands around every page.
    static let frame = """
        .skip{position:absolute;left:.5rem;top:-4rem;padding:.5rem 1rem;background:var(--paper);z-index:1}
        .skip:focus{top:.5rem}
        .sample{margin:0;padding:.4rem 1rem;background:var(--warn-soft);color:var(--warn);font-weight:600;text-align:center}
        .top{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1.5rem;padding:.6rem 1rem;border-bottom:1px solid var(--line)}
        .site{font-weight:700;color:inherit;text-decoration:none;padding:.4rem 0}
        .top ul,footer ul,.crumbs ol{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0;padding:0;list-style:none}
        .top nav a{display:block;padding:.4rem 0}
        .top [aria-current]{color:inherit;font-weight:600;text-decoration:none;box-shadow:0 2px 0 var(--accent)}
        .account{display:flex;align-items:center;gap:.75rem;margin-left:auto}
        .account span{min-width:0}
        main{flex:1;width:100%;max-width:46rem;margin:0 auto;padding:1rem}
        main.wide{max-width:90rem}
        .crumbs{font-size:.9rem}
        .crumbs li::after{content:" ›";color:var(--quiet)}
        .freshness,.hint{color:var(--quiet);font-size:.9rem}
        footer{padding:1rem;border-top:1px solid var(--line);font-size:.9rem}
        footer ul{justify-content:center}
        footer a,footer span{display:inline-block;padding:.4rem .25rem}
        """

    /// Notices, cards, tables, figures.
    static let content = """
        .notice,.errors{margin:0 0 1rem;padding:.6rem 1rem;border-left:4px solid var(--accent);background:var(--soft)}
        .notice.success{border-color:var(--good);background:var(--good-soft)}
        .notice.warning{border-color:var(--warn);background:var(--warn-soft)}
        .notice.failure,.errors{border-color:var(--bad);background:var(--bad-soft)}
        .errors h2{margin:0 0 .25rem;font-size:1rem}
        .errors ul{margin:0;padding-left:1.2rem}
        .card{margin:0 0 1rem;padding:1rem;border:1px solid var(--line);border-radius:8px}
        .card>:first-child{margin-top:0}
        .card>:last-child{margin-bottom:0}
        .card h2,.card h3{margin-top:.5rem}
        .card tbody tr:last-child>*{border-bottom:0}
        .row{display:flex;flex-wrap:wrap;align-items:baseline;gap:.25rem .75rem;margin:0 0 .5rem}
        .plain{margin:0 0 1rem;padding:0;list-style:none}
        .button[aria-current]{border-color:var(--accent);font-weight:600}
        .sentence::first-letter{text-transform:uppercase}
        .push{margin-left:auto}
        .quiet{color:var(--quiet)}
        th .quiet{font-weight:400}
        .good{color:var(--good)}
        .late{color:var(--bad);font-weight:600}
        .due{color:var(--warn);font-weight:600}
        .tag{display:inline-block;padding:0 .5rem;border:1px solid currentColor;border-radius:1rem;font-size:.85rem;white-space:nowrap}
        .mark{display:inline-block;min-width:1.8rem;padding:0 .4rem;border:1px solid var(--line);border-radius:4px;font-weight:700;text-align:center}
        .number{text-align:right;font-variant-numeric:tabular-nums}
        .time{font-variant-numeric:tabular-nums;white-space:nowrap}
        .scroll{overflow-x:auto;margin:0 0 1rem;background:linear-gradient(to right,var(--paper) 40%,transparent) 0 0/3rem 100% no-repeat local,linear-gradient(to left,var(--paper) 40%,transparent) 100% 0/3rem 100% no-repeat local,linear-gradient(to right,var(--line),transparent) 0 0/.75rem 100% no-repeat scroll,linear-gradient(to left,var(--line),transparent) 100% 0/.75rem 100% no-repeat scroll}
        .scroll table{margin:0}
        table{border-collapse:collapse;width:100%}
        caption{text-align:left;font-weight:600;padding:.25rem 0}
        th,td{padding:.45rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
        thead th{color:var(--quiet);font-size:.85rem;vertical-align:bottom}
        th.number{text-align:right}
        .timetable{table-layout:fixed}
        .timetable thead th:first-child{width:10.5rem}
        .timetable thead th:nth-child(2){width:30%}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0 0 1rem}
        dt{color:var(--quiet)}
        dd{margin:0}
        tbody th{font-weight:600}
        h2.inline,h3.inline{display:inline;margin:0;font-size:1.1rem}
        svg{max-width:100%;height:auto}
        figure{margin:0 0 1rem}
        figcaption{font-weight:600}
        .chart{display:block;width:100%;max-width:30rem;fill:var(--accent)}
        .chart text{fill:var(--ink);font-size:10px}
        """

    /// Fields and buttons; a finger finds each of them.
    static let forms = """
        .field{margin:0 0 1.1rem}
        label,legend{display:block;font-weight:600;padding:0}
        fieldset{border:0;padding:0;min-width:0}
        .hint,.error{margin:.1rem 0 .3rem}
        label .hint,legend .hint{font-weight:400}
        .error{color:var(--bad);font-weight:600}
        .faulty{padding-left:.75rem;border-left:4px solid var(--bad)}
        input,select,textarea,button{font:inherit;color:inherit}
        input,select,textarea{width:100%;max-width:32rem;min-height:2.75rem;padding:.45rem .6rem;border:1px solid var(--field);border-radius:6px;background:var(--paper)}
        textarea{min-height:5rem;resize:vertical}
        input[type=checkbox],input[type=radio]{width:1.35rem;height:1.35rem;min-height:0;margin:0;flex:none;accent-color:var(--accent)}
        input[aria-invalid],select[aria-invalid],textarea[aria-invalid]{border:2px solid var(--bad)}
        .option{display:flex;align-items:center;gap:.6rem;min-height:2.75rem;font-weight:400}
        .options{display:flex;flex-wrap:wrap;gap:0 1.5rem}
        button,.button{display:inline-block;min-height:2.75rem;padding:.5rem 1.1rem;border:1px solid var(--field);border-radius:6px;background:var(--soft);color:inherit;text-decoration:none;cursor:pointer}
        button.main,.button.main{background:var(--accent);border-color:var(--accent);color:var(--on-accent);font-weight:600}
        button.quiet{min-height:2.25rem;padding:.25rem .75rem;background:none;color:var(--accent)}
        button:hover,.button:hover{filter:brightness(.94)}
        td .field{margin:0}
        td input,td select{max-width:22rem;min-width:4.5rem}
        table:has(.field) :is(td,tbody th){vertical-align:middle}
        input[inputmode=numeric]{max-width:8rem}
        input[type=date]{max-width:13rem}
        .actions{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;margin:1.5rem 0}
        .actions.stay{position:sticky;bottom:0;margin:0 -1rem;padding:.6rem 1rem;background:var(--paper);border-top:1px solid var(--line)}
        html:has(.stay){scroll-padding-bottom:5rem}
        .days{gap:.15rem}
        .days .button{width:2.75rem;padding:.5rem 0;text-align:center}
        """

    /// Dark, narrow, printed, and without motion.
    static let schemes = """
        @media (prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e6e9ec;--quiet:#a3acb5;--line:#3a424b;--field:#8b949e;--soft:#20262d;--accent:#7db7f5;--on-accent:#0c1116;--good:#7ee2a0;--good-soft:#12301d;--bad:#ff9ba5;--bad-soft:#3b1519;--warn:#f0c36a;--warn-soft:#33270b}}
        @media (max-width:40rem){h1{font-size:1.4rem}.account{margin-left:0;width:100%;justify-content:space-between}table.stack,.stack tbody,.stack tr,.stack td,.stack th{display:block}.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.stack tr{padding:.6rem 0;border-bottom:1px solid var(--line)}.card .stack tr:last-child{border:0}.stack td,.stack tbody th{border:0;padding:.15rem 0;text-align:left}.stack td:empty{display:none}.stack [data-label]::before{content:attr(data-label) ": ";color:var(--quiet);font-weight:400}.stack caption{display:block}.stack:has(.field) tr{display:grid;grid-template-columns:1.5fr 1fr 1fr;gap:0 .6rem;align-items:end}.stack:has(.field) th{grid-column:1/-1}.stack:has(.field) [data-label]::before{display:block;content:attr(data-label);font-size:.9rem}.stack :is(input,select){max-width:none;min-width:0}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}
        @media (max-width:40rem),(pointer:coarse){.site,.top nav a{padding:.65rem 0;min-width:2.75rem}footer a,footer span{padding:.75rem .5rem}button.quiet{min-height:2.75rem}a.tag{padding:.75rem .9rem;border-radius:2rem}.row:not(.days) .button{padding:.5rem .7rem}:is(.crumbs,h2,.errors,.actions,td,tbody th,dd) a:not(.button),p>a:only-child:not(.button){display:inline-block;padding:.75rem 0;margin:-.55rem 0;min-width:2.75rem}.errors li a:not(.button){display:block}}
        @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
        @media print{:root{--paper:#fff;--ink:#000;--quiet:#333;--line:#999}.top nav,.account,.skip,footer,.crumbs,.screen,form button,.button,.actions,a.tag:not([aria-current]){display:none}.top{padding:.6rem 0}main{max-width:none;padding:0}a{color:inherit;text-decoration:none}tr,.card{break-inside:avoid}thead{display:table-header-group}}
        """
}

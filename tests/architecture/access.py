"""Who may open what: every address and every role, what a GET and an empty POST answer.

Read as a table: a row is an address with the thing it is about, its columns are ROLES. A role that is not the owner of the
thing is a stranger to it; the thing's twin belongs to `stranger`. tests/architecture/test_access.py requests every cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field

ROLES = (
    "anonymous",
    "applicant",
    "co_applicant",
    "stranger",
    "coordinator",
    "reviewer",
    "decider",
    "finance",
    "auditor",
    "admin",
)

# 302 is the way to signing in; 303 is done, look there; 422 is a page that keeps what was typed and says what is wrong.
# 409 is a page that asks, since an empty POST does not say which text its writer had seen.
#                                              anon appl co-a stra coor revi deci fina audi admi
TABLE = """
account_confirm_login_code              GET   303  303  303  303  303  303  303  303  303  303
account_confirm_login_code              POST  303  303  303  303  303  303  303  303  303  303
account_login                           GET   200  303  303  303  303  303  303  303  303  303
account_login                           POST  200  303  303  303  303  303  303  303  303  303
account_logout                          GET   302  200  200  200  200  200  200  200  200  200
account_logout                          POST  302  302  302  302  302  302  302  302  302  302
accounts:accept_invitation@invited      GET   302  303  404  404  404  404  404  404  404  404
accounts:accept_invitation@invited      POST  302  303  404  404  404  404  404  404  404  404
accounts:accept_invitation@invitation   GET   302  404  404  404  404  404  404  404  404  404
accounts:accept_invitation@invitation   POST  302  404  404  404  404  404  404  404  404  404
accounts:change_member@member           GET   302  200  403  404  404  404  404  404  404  404
accounts:change_member@member           POST  302  422  403  404  404  404  404  404  404  404
accounts:close_account@staff            GET   302  405  405  405  405  405  405  405  405  405
accounts:close_account@staff            POST  302  403  403  403  403  403  403  403  403  303
accounts:decline_invitation@invited     GET   302  405  405  405  405  405  405  405  405  405
accounts:decline_invitation@invited     POST  302  303  404  404  404  404  404  404  404  404
accounts:decline_invitation@invitation  GET   302  405  405  405  405  405  405  405  405  405
accounts:decline_invitation@invitation  POST  302  404  404  404  404  404  404  404  404  404
accounts:edit_group@group               GET   302  200  200  404  404  404  404  404  404  404
accounts:edit_group@group               POST  302  422  422  404  404  404  404  404  404  404
accounts:grant_role@staff               GET   302  405  405  405  405  405  405  405  405  405
accounts:grant_role@staff               POST  302  403  403  403  403  403  403  403  403  303
accounts:invitation@invited             GET   302  200  404  404  404  404  404  404  404  404
accounts:invitation@invited             POST  302  405  405  405  405  405  405  405  405  405
accounts:invitation@invitation          GET   302  404  404  404  404  404  404  404  404  404
accounts:invitation@invitation          POST  302  405  405  405  405  405  405  405  405  405
accounts:invite                         GET   302  403  403  403  403  403  403  403  403  200
accounts:invite                         POST  302  403  403  403  403  403  403  403  403  200
accounts:invite_to_group@group          GET   302  200  403  404  404  404  404  404  404  404
accounts:invite_to_group@group          POST  302  422  403  404  404  404  404  404  404  404
accounts:leave_group@group              GET   302  200  200  404  404  404  404  404  404  404
accounts:leave_group@group              POST  302  303  303  404  404  404  404  404  404  404
accounts:members@group                  GET   302  200  200  404  404  404  404  404  404  404
accounts:members@group                  POST  302  405  405  405  405  405  405  405  405  405
accounts:people                         GET   302  403  403  403  403  403  403  403  403  200
accounts:people                         POST  302  405  405  405  405  405  405  405  405  405
accounts:person@staff                   GET   302  403  403  403  403  403  403  403  403  200
accounts:person@staff                   POST  302  405  405  405  405  405  405  405  405  405
accounts:remove_member@member           GET   302  405  405  405  405  405  405  405  405  405
accounts:remove_member@member           POST  302  303  403  404  404  404  404  404  404  404
accounts:reopen_account@staff           GET   302  405  405  405  405  405  405  405  405  405
accounts:reopen_account@staff           POST  302  403  403  403  403  403  403  403  403  303
accounts:revoke_role@staff              GET   302  405  405  405  405  405  405  405  405  405
accounts:revoke_role@staff              POST  302  403  403  403  403  403  403  403  403  303
accounts:start_group                    GET   302  200  200  200  200  200  200  200  200  200
accounts:start_group                    POST  302  422  422  422  422  422  422  422  422  422
accounts:withdraw_invitation@invitation GET   302  405  405  405  405  405  405  405  405  405
accounts:withdraw_invitation@invitation POST  302  303  403  404  404  404  404  404  404  404
applications:attach@paper               GET   302  200  200  404  404  404  404  404  404  404
applications:attach@paper               POST  302  422  422  404  404  404  404  404  404  404
applications:attachment@draft_file      GET   302  200  200  404  404  404  404  404  404  404
applications:attachment@draft_file      POST  302  405  405  405  405  405  405  405  405  405
applications:attachments@draft          GET   302  200  200  404  404  404  404  404  404  404
applications:attachments@draft          POST  302  405  405  405  405  405  405  405  405  405
applications:detach@draft_file          GET   302  405  405  405  405  405  405  405  405  405
applications:detach@draft_file          POST  302  303  303  404  404  404  404  404  404  404
applications:put_back@draft_file        GET   302  405  405  405  405  405  405  405  405  405
applications:put_back@draft_file        POST  302  303  303  404  404  404  404  404  404  404
accounts:stay                           GET   302  405  405  405  405  405  405  405  405  405
accounts:stay                           POST  302  204  204  204  204  204  204  204  204  204
applications:begin                      GET   302  200  200  200  303  303  303  303  303  303
applications:begin                      POST  302  422  422  422  303  303  303  303  303  303
applications:blank_form@kind            GET   200  200  200  200  200  200  200  200  200  200
applications:blank_form@kind            POST  405  405  405  405  405  405  405  405  405  405
applications:blank_printout@kind        GET   200  200  200  200  200  200  200  200  200  200
applications:blank_printout@kind        POST  405  405  405  405  405  405  405  405  405  405
applications:change_kind@draft          GET   302  200  200  404  404  404  404  404  404  404
applications:change_kind@draft          POST  302  303  303  404  404  404  404  404  404  404
applications:change_kind@sent           GET   302  403  403  404  404  404  404  404  404  404
applications:change_kind@sent           POST  302  403  403  404  404  404  404  404  404  404
applications:changes@draft              GET   302  404  404  404  404  404  404  404  404  404
applications:changes@draft              POST  302  405  405  405  405  405  405  405  405  405
applications:changes@sent               GET   302  200  200  404  404  404  404  404  404  404
applications:changes@sent               POST  302  405  405  405  405  405  405  405  405  405
applications:check@draft                GET   302  200  200  404  404  404  404  404  404  404
applications:check@draft                POST  302  405  405  405  405  405  405  405  405  405
applications:check@sent                 GET   302  200  200  404  404  404  404  404  404  404
applications:check@sent                 POST  302  405  405  405  405  405  405  405  405  405
applications:check@case                 GET   302  200  200  404  404  404  404  404  404  404
applications:check@case                 POST  302  405  405  405  405  405  405  405  405  405
applications:comparison@sent            GET   302  200  200  404  404  404  404  404  404  404
applications:comparison@sent            POST  302  405  405  405  405  405  405  405  405  405
applications:copy@case                  GET   302  200  200  404  404  404  404  404  404  404
applications:copy@case                  POST  302  422  422  404  404  404  404  404  404  404
applications:copy@draft                 GET   302  200  200  404  404  404  404  404  404  404
applications:copy@draft                 POST  302  422  422  404  404  404  404  404  404  404
applications:discard@draft              GET   302  200  403  404  404  404  404  404  404  404
applications:discard@draft              POST  302  303  403  404  404  404  404  404  404  404
applications:discard@sent               GET   302  403  403  404  404  404  404  404  404  404
applications:discard@sent               POST  302  403  403  404  404  404  404  404  404  404
applications:eligibility                GET   200  200  200  200  200  200  200  200  200  200
applications:eligibility                POST  405  405  405  405  405  405  405  405  405  405
applications:give_feedback@draft        GET   302  303  303  404  404  404  404  404  404  404
applications:give_feedback@draft        POST  302  404  404  404  404  404  404  404  404  404
applications:give_feedback@sent         GET   302  303  303  404  404  404  404  404  404  404
applications:give_feedback@sent         POST  302  422  422  404  404  404  404  404  404  404
applications:printout@draft             GET   302  200  200  404  404  404  404  404  404  404
applications:printout@draft             POST  302  405  405  405  405  405  405  405  405  405
applications:printout@helped             GET   302  200  200  404  200  404  404  404  404  404
applications:printout@on_paper           GET   302  404  404  404  200  404  404  404  404  404
applications:printout@sent              GET   302  200  200  404  404  404  404  404  404  404
applications:printout@sent              POST  302  405  405  405  405  405  405  405  405  405
applications:printout@case              GET   302  200  200  404  404  404  404  404  404  404
applications:printout@case              POST  302  405  405  405  405  405  405  405  405  405
applications:receipt@draft              GET   302  404  404  404  404  404  404  404  404  404
applications:receipt@draft              POST  302  405  405  405  405  405  405  405  405  405
applications:receipt@sent               GET   302  200  200  404  404  404  404  404  404  404
applications:receipt@sent               POST  302  405  405  405  405  405  405  405  405  405
applications:restore@revision           GET   302  405  405  405  405  405  405  405  405  405
applications:restore@revision           POST  302  409  409  404  404  404  404  404  404  404
applications:revision@revision          GET   302  200  200  404  404  404  404  404  404  404
applications:revision@revision          POST  302  405  405  405  405  405  405  405  405  405
applications:revisions@section          GET   302  200  200  404  404  404  404  404  404  404
applications:revisions@section          POST  302  405  405  405  405  405  405  405  405  405
applications:section@section            GET   302  200  200  404  404  404  404  404  404  404
applications:section@section            POST  302  409  409  404  404  404  404  404  404  404
applications:submit@draft               GET   302  303  303  404  404  404  404  404  404  404
applications:submit@draft               POST  302  422  403  404  404  404  404  404  404  404
applications:tasks@draft                GET   302  200  200  404  404  404  404  404  404  404
applications:tasks@draft                POST  302  405  405  405  405  405  405  405  405  405
applications:tasks@sent                 GET   302  200  200  404  404  404  404  404  404  404
applications:tasks@sent                 POST  302  405  405  405  405  405  405  405  405  405
applications:tasks@case                 GET   302  303  303  404  404  404  404  404  404  404
applications:tasks@case                 POST  302  405  405  405  405  405  405  405  405  405
applications:version@draft              GET   302  404  404  404  404  404  404  404  404  404
applications:version@draft              POST  302  405  405  405  405  405  405  405  405  405
applications:version@sent               GET   302  200  200  404  404  404  404  404  404  404
applications:version@sent               POST  302  405  405  405  405  405  405  405  405  405
applications:version@case               GET   302  200  200  404  404  404  404  404  404  404
applications:version@case               POST  302  405  405  405  405  405  405  405  405  405
applications:version_printout@sent      GET   302  200  200  404  404  404  404  404  404  404
applications:version_printout@sent      POST  302  405  405  405  405  405  405  405  405  405
applications:version_printout@case      GET   302  200  200  404  404  404  404  404  404  404
applications:version_printout@case      POST  302  405  405  405  405  405  405  405  405  405
applications:versions@draft             GET   302  404  404  404  404  404  404  404  404  404
applications:versions@draft             POST  302  405  405  405  405  405  405  405  405  405
applications:versions@sent              GET   302  200  200  404  404  404  404  404  404  404
applications:versions@sent              POST  302  405  405  405  405  405  405  405  405  405
applications:versions@case              GET   302  200  200  404  404  404  404  404  404  404
applications:versions@case              POST  302  405  405  405  405  405  405  405  405  405
applications:allow_help@draft           GET   302  405  405  405  405  405  405  405  405  405
applications:allow_help@draft           POST  302  303  403  404  404  404  404  404  404  404
applications:allow_help@helped          POST  302  303  403  404  404  404  404  404  404  404
applications:end_help@helped            GET   302  405  405  405  405  405  405  405  405  405
applications:end_help@helped            POST  302  303  403  404  404  404  404  404  404  404
applications:check@helped               GET   302  200  200  404  200  404  404  404  404  404
applications:check@on_paper             GET   302  404  404  404  200  404  404  404  404  404
applications:change_kind@helped         GET   302  200  200  404  200  404  404  404  404  404
applications:copy@helped                GET   302  200  200  404  403  404  404  404  404  404
applications:discard@helped             GET   302  200  403  404  403  404  404  404  404  404
applications:discard@on_paper           GET   302  404  404  404  200  404  404  404  404  404
applications:discard@on_paper           POST  302  404  404  404  303  404  404  404  404  404
applications:section@helped_section     GET   302  200  200  404  200  404  404  404  404  404
applications:section@helped_section     POST  302  409  409  404  409  404  404  404  404  404
applications:section@paper_section      GET   302  404  404  404  200  404  404  404  404  404
applications:section@paper_section      POST  302  404  404  404  409  404  404  404  404  404
applications:submit@helped              POST  302  422  403  404  404  404  404  404  404  404
applications:submit@on_paper            POST  302  404  404  404  404  404  404  404  404  404
applications:tasks@helped               GET   302  200  200  404  200  404  404  404  404  404
applications:tasks@on_paper             GET   302  404  404  404  200  404  404  404  404  404
applications:receipt@registered         GET   302  200  200  404  404  404  404  404  404  404
decisions:decision@decided              GET   302  404  404  404  404  404  404  404  404  404
decisions:decision@decided              POST  302  405  405  405  405  405  405  405  405  405
decisions:decision@published            GET   302  200  200  404  200  200  200  404  200  404
decisions:decision@published            POST  302  405  405  405  405  405  405  405  405  405
decisions:letter@decided                GET   302  404  404  404  404  404  404  404  404  404
decisions:letter@decided                POST  302  405  405  405  405  405  405  405  405  405
decisions:letter@published              GET   302  200  200  404  200  200  200  404  200  404
decisions:letter@published              POST  302  405  405  405  405  405  405  405  405  405
desk:attachment@draft_file              GET   302  403  403  403  404  404  404  403  404  403
desk:attachment@draft_file              POST  302  405  405  405  405  405  405  405  405  405
desk:attachment@sent_file               GET   302  403  403  403  404  404  404  403  200  403
desk:attachment@sent_file               POST  302  405  405  405  405  405  405  405  405  405
desk:case@draft                         GET   302  403  403  403  404  404  404  403  404  403
desk:case@draft                         POST  302  405  405  405  405  405  405  405  405  405
desk:case@sent                          GET   302  403  403  403  200  200  200  403  200  403
desk:case@sent                          POST  302  405  405  405  405  405  405  405  405  405
desk:case@case                          GET   302  403  403  403  200  200  200  403  200  403
desk:case@case                          POST  302  405  405  405  405  405  405  405  405  405
desk:case@proposed                      GET   302  403  403  403  200  200  200  403  200  403
desk:case@proposed                      POST  302  405  405  405  405  405  405  405  405  405
desk:case@decided                       GET   302  403  403  403  200  200  200  403  200  403
desk:case@decided                       POST  302  405  405  405  405  405  405  405  405  405
desk:case@published                     GET   302  403  403  403  200  200  200  403  200  403
desk:case@published                     POST  302  405  405  405  405  405  405  405  405  405
desk:comparison@sent                    GET   302  403  403  403  404  404  404  403  200  403
desk:comparison@sent                    POST  302  405  405  405  405  405  405  405  405  405
desk:comparison@case                    GET   302  403  403  403  200  200  200  403  200  403
desk:comparison@case                    POST  302  405  405  405  405  405  405  405  405  405
desk:confirm_dates@open_round           GET   302  405  405  405  405  405  405  405  405  405
desk:confirm_dates@open_round           POST  302  403  403  403  303  403  403  403  403  403
desk:decide@proposed                    GET   302  405  405  405  405  405  405  405  405  405
desk:decide@proposed                    POST  302  403  403  403  403  403  422  403  403  403
desk:declare@sent                       GET   302  405  405  405  405  405  405  405  405  405
desk:declare@sent                       POST  302  403  403  403  422  422  422  403  403  403
desk:extend_round@open_round            GET   302  403  403  403  200  403  403  403  403  403
desk:extend_round@open_round            POST  302  403  403  403  422  403  403  403  403  403
desk:feedback                           GET   302  403  403  403  200  403  403  403  200  403
desk:feedback                           POST  302  405  405  405  405  405  405  405  405  405
desk:letters                            GET   302  403  403  403  200  403  403  403  403  403
desk:letters                            POST  302  405  405  405  405  405  405  405  405  405
desk:preview@case                       GET   302  403  403  403  303  403  303  403  303  403
desk:preview@case                       POST  302  405  405  405  405  405  405  405  405  405
desk:preview@decided                    GET   302  403  403  403  200  403  200  403  200  403
desk:preview@decided                    POST  302  405  405  405  405  405  405  405  405  405
desk:preview@published                  GET   302  403  403  403  303  403  303  403  303  403
desk:preview@published                  POST  302  405  405  405  405  405  405  405  405  405
desk:propose@case                       GET   302  405  405  405  405  405  405  405  405  405
desk:propose@case                       POST  302  403  403  403  422  403  403  403  403  403
desk:publish@closed_round               GET   302  403  403  403  403  403  200  403  403  403
desk:publish@closed_round               POST  302  403  403  403  403  403  303  403  403  403
desk:return_to_review@proposed          GET   302  405  405  405  405  405  405  405  405  405
desk:return_to_review@proposed          POST  302  403  403  403  403  403  422  403  403  403
desk:rounds                             GET   302  403  403  403  200  200  200  403  200  403
desk:rounds                             POST  302  405  405  405  405  405  405  405  405  405
desk:score@case                         GET   302  405  405  405  405  405  405  405  405  405
desk:score@case                         POST  302  403  403  403  303  303  403  403  403  403
desk:set_cost_model@terms               GET   302  403  403  403  200  403  403  403  403  403
desk:set_cost_model@terms               POST  302  403  403  403  422  403  403  403  403  403
desk:take_up@case                       GET   302  405  405  405  405  405  405  405  405  405
desk:take_up@case                       POST  302  403  403  403  422  403  403  403  403  403
desk:version@draft                      GET   302  403  403  403  404  404  404  403  404  403
desk:version@draft                      POST  302  405  405  405  405  405  405  405  405  405
desk:version@sent                       GET   302  403  403  403  404  404  404  403  200  403
desk:version@sent                       POST  302  405  405  405  405  405  405  405  405  405
desk:version@case                       GET   302  403  403  403  200  200  200  403  200  403
desk:version@case                       POST  302  405  405  405  405  405  405  405  405  405
desk:version_printout@sent              GET   302  403  403  403  404  404  404  403  200  403
desk:version_printout@sent              POST  302  405  405  405  405  405  405  405  405  405
desk:version_printout@case              GET   302  403  403  403  200  200  200  403  200  403
desk:version_printout@case              POST  302  405  405  405  405  405  405  405  405  405
desk:versions@draft                     GET   302  403  403  403  404  404  404  403  404  403
desk:versions@draft                     POST  302  405  405  405  405  405  405  405  405  405
desk:versions@sent                      GET   302  403  403  403  404  404  404  403  200  403
desk:versions@sent                      POST  302  405  405  405  405  405  405  405  405  405
desk:versions@case                      GET   302  403  403  403  200  200  200  403  200  403
desk:versions@case                      POST  302  405  405  405  405  405  405  405  405  405
desk:worklist                           GET   302  403  403  403  200  200  200  403  200  403
desk:worklist                           POST  302  405  405  405  405  405  405  405  405  405
desk:add_group                          GET   302  403  403  403  200  403  403  403  403  403
desk:add_group                          POST  302  403  403  403  422  403  403  403  403  403
desk:allow_help                         GET   302  405  405  405  405  405  405  405  405  405
desk:allow_help                         POST  302  403  403  403  422  403  403  403  403  403
desk:edit_group@group                   GET   302  403  403  403  404  403  403  403  403  403
desk:edit_group@group                   POST  302  403  403  403  404  403  403  403  403  403
desk:edit_group@paper_group             GET   302  403  403  403  200  403  403  403  403  403
desk:edit_group@paper_group             POST  302  403  403  403  422  403  403  403  403  403
desk:enter@group                        GET   302  403  403  403  200  403  403  403  403  403
desk:enter@group                        POST  302  403  403  403  422  403  403  403  403  403
desk:find_group                         GET   302  403  403  403  200  403  403  403  403  403
desk:find_group                         POST  302  405  405  405  405  405  405  405  405  405
desk:helping                            GET   302  403  403  403  200  403  403  403  403  403
desk:helping                            POST  302  405  405  405  405  405  405  405  405  405
desk:receipt@registered                 GET   302  403  403  403  200  403  403  403  403  403
desk:receipt@registered                 POST  302  405  405  405  405  405  405  405  405  405
desk:receipt@sent                       GET   302  403  403  403  404  403  403  403  403  403
desk:register@on_paper                  GET   302  403  403  403  200  403  403  403  403  403
desk:register@on_paper                  POST  302  403  403  403  422  403  403  403  403  403
desk:register@helped                    GET   302  403  403  403  404  403  403  403  403  403
desk:register@registered                GET   302  403  403  403  303  403  403  403  403  403
finance:csv                             GET   302  403  403  403  200  403  200  200  200  403
finance:csv                             POST  302  405  405  405  405  405  405  405  405  405
finance:report                          GET   302  403  403  403  200  403  200  200  200  403
finance:report                          POST  302  405  405  405  405  405  405  405  405  405
finance:xlsx                            GET   302  403  403  403  200  403  200  200  200  403
finance:xlsx                            POST  302  405  405  405  405  405  405  405  405  405
front:home                              GET   200  200  200  200  200  200  200  200  200  200
front:home                              POST  405  405  405  405  405  405  405  405  405  405
front:instructions                      GET   200  200  200  200  200  200  200  200  200  200
front:instructions                      POST  405  405  405  405  405  405  405  405  405  405
front:language                          GET   405  405  405  405  405  405  405  405  405  405
front:language                          POST  303  303  303  303  303  303  303  303  303  303
front:mail                              GET   200  200  200  200  200  200  200  200  200  200
front:mail                              POST  405  405  405  405  405  405  405  405  405  405
front:me                                GET   302  200  200  200  200  200  200  200  200  200
front:me                                POST  302  405  405  405  405  405  405  405  405  405
front:my_application@draft              GET   302  303  303  404  404  404  404  404  404  404
front:my_application@draft              POST  302  405  405  405  405  405  405  405  405  405
front:my_application@sent               GET   302  200  200  404  404  404  404  404  404  404
front:my_application@sent               POST  302  405  405  405  405  405  405  405  405  405
front:my_application@case               GET   302  200  200  404  404  404  404  404  404  404
front:my_application@case               POST  302  405  405  405  405  405  405  405  405  405
front:my_application@proposed           GET   302  200  200  404  404  404  404  404  404  404
front:my_application@proposed           POST  302  405  405  405  405  405  405  405  405  405
front:my_application@decided            GET   302  200  200  404  404  404  404  404  404  404
front:my_application@decided            POST  302  405  405  405  405  405  405  405  405  405
front:my_application@published          GET   302  200  200  404  404  404  404  404  404  404
front:my_application@published          POST  302  405  405  405  405  405  405  405  405  405
front:withdraw@sent                     GET   302  200  403  404  404  404  404  404  404  404
front:withdraw@sent                     POST  302  303  403  404  404  404  404  404  404  404
front:withdraw@decided                  GET   302  200  403  404  404  404  404  404  404  404
front:withdraw@decided                  POST  302  303  403  404  404  404  404  404  404  404
front:withdraw@published                GET   302  403  403  404  404  404  404  404  404  404
front:withdraw@published                POST  302  403  403  404  404  404  404  404  404  404
healthz                                 GET   200  200  200  200  200  200  200  200  200  200
healthz                                 POST  405  405  405  405  405  405  405  405  405  405
readyz                                  GET   200  200  200  200  200  200  200  200  200  200
readyz                                  POST  405  405  405  405  405  405  405  405  405  405
"""


@dataclass(frozen=True)
class Row:
    """One line of the table: `thing` names what the address is about, as tests and pictures know it."""

    name: str
    thing: str
    method: str
    answers: dict[str, int] = field(hash=False)


def _row(line: str) -> Row:
    address, method, *answers = line.split()
    name, _at, thing = address.partition("@")
    return Row(name, thing, method, dict(zip(ROLES, map(int, answers), strict=True)))


ROWS = [_row(line) for line in TABLE.strip().splitlines() if line and not line.startswith("#")]

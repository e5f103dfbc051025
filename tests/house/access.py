"""What a GET of each address answers, to each of the cast.

302 leads to signing in or home, 405 is for pages that only take a POST, 410 is a link that is over.
"""

# In the order of `world.CAST_OF_THE_HOUSE`.
_TABLE = """
home                               200 200 302 302 302 302 302 302 302
account_login                      200 302 302 302 302 302 302 302 302
account_request_login_code         200 302 302 302 302 302 302 302 302
account_confirm_login_code         302 302 302 302 302 302 302 302 302
account_send_again                 302 302 302 302 302 302 302 302 302
account_start_again                405 405 405 405 405 405 405 405 405
account_which_person               302 302 302 302 302 302 302 302 302
account_inactive                   200 200 200 200 200 200 200 200 200
mfa_authenticate                   302 302 302 302 302 302 302 302 302
account_logout                     302 200 200 200 200 200 200 200 200
mfa_index                          302 200 200 200 200 200 200 200 200
mfa_reauthenticate                 302 404 404 404 404 404 200 200 200
account_reauthenticate             302 404 404 404 404 404 200 200 200
mfa_activate_totp                  302 200 200 200 200 200 302 302 302
mfa_deactivate_totp                302 404 404 404 404 404 302 302 302
mfa_view_recovery_codes            302 404 404 404 404 404 404 404 404
mfa_generate_recovery_codes        302 200 200 200 200 200 302 302 302
people:details                     302 200 200 200 200 200 200 200 200
people:name                        302 200 200 200 200 200 200 200 200
people:reach                       302 200 200 200 200 200 200 200 200
people:quiet_hours                 302 200 200 200 200 200 200 200 200
people:weekly                      302 200 200 200 200 200 200 200 200
people:language                    302 200 200 200 200 200 200 200 200
people:sharing                     302 200 200 200 200 200 200 200 200
contacts:set                       302 200 200 200 200 200 200 200 200
contacts:code                      302 302 302 302 302 302 302 302 302
contacts:code_again                302 405 405 405 405 405 405 405 405
contacts:keep                      302 405 405 405 405 405 405 405 405
contacts:remove                    302 405 405 405 405 405 405 405 405
contacts:still_right               302 405 405 405 405 405 405 405 405
health_live                        200 200 200 200 200 200 200 200 200
health_ready                       200 200 200 200 200 200 200 200 200
messaging:notify_receipts          405 405 405 405 405 405 405 405 405
messaging:notify_texts             405 405 405 405 405 405 405 405 405
messaging:twilio_receipts          405 405 405 405 405 405 405 405 405
messaging:twilio_texts             405 405 405 405 405 405 405 405 405
messaging:health                   503 503 503 503 503 503 503 503 503
messaging:message_list             302 404 404 404 404 404 200 200 200
messaging:stop_emails              404 404 404 404 404 404 404 404 404
messaging:start_emails             405 405 405 405 405 405 405 405 405
messaging:outbox                   404 404 404 404 404 404 404 404 404
messaging:outbox_reply             404 404 404 404 404 404 404 404 404
help_now                           200 200 200 200 200 200 200 200 200
privacy                            200 200 200 200 200 200 200 200 200
accessibility                      200 200 200 200 200 200 200 200 200
groups:home                        302 200 200 200 200 200 200 200 200
groups:worried                     302 200 200 200 200 200 200 200 200
groups:worried_sent                302 404 200 404 404 404 404 404 404
groups:group                       302 404 200 200 404 200 404 404 404
groups:same_again                  302 404 404 200 404 404 404 404 404
groups:book                        302 404 404 200 404 404 404 404 404
groups:place_add                   302 404 404 200 404 404 404 404 404
groups:rest                        302 404 200 200 404 404 404 404 404
groups:break_messages              302 200 200 200 200 200 200 200 200
groups:come_back                   302 405 405 405 405 405 405 405 405
groups:leave                       302 404 200 200 404 404 404 404 404
groups:job_offer                   302 404 404 200 404 404 404 404 404
groups:job                         302 404 200 404 404 404 404 404 404
groups:job_accept                  302 405 405 405 405 405 405 405 405
groups:job_decline                 302 405 405 405 405 405 405 405 405
groups:job_lay_down                302 404 404 404 404 404 404 404 404
groups:meeting                     302 404 200 200 404 200 404 404 404
groups:answer                      302 405 405 405 405 405 405 405 405
groups:answer_guests               302 404 404 404 404 404 404 404 404
groups:answer_tell                 302 405 405 405 405 405 405 405 405
groups:answers                     302 404 404 200 404 404 404 404 404
groups:answer_for                  302 404 404 200 404 404 404 404 404
groups:call_list                   302 404 404 200 404 404 404 404 404
groups:unwell                      302 404 404 200 404 404 404 404 404
groups:meeting_move                302 404 404 200 404 404 404 404 404
groups:meeting_cancel              302 404 404 200 404 404 404 404 404
groups:meeting_report              302 404 404 404 404 404 404 404 404
groups:answer_link                 200 200 200 200 200 200 200 200 200
groups:report_link                 410 410 410 410 410 410 410 410 410
pmp:dashboard                      302 404 404 404 404 404 200 200 200
pmp:group                          302 404 404 404 404 404 200 200 404
pmp:concern_list                   302 404 404 404 404 404 200 200 200
pmp:concern                        302 404 404 404 404 404 200 200 404
pmp:concern_sender                 302 404 404 404 404 404 200 200 404
pmp:concern_read                   302 404 404 404 404 404 405 405 405
pmp:concern_done                   302 404 404 404 404 404 405 405 405
pmp:concern_close                  302 404 404 404 404 404 405 405 405
pmp:readers                        302 404 404 404 404 404 404 200 404
pmp:reader_add                     302 404 404 404 404 404 404 405 404
pmp:reader_up                      302 404 404 404 404 404 404 405 404
pmp:reader_remove                  302 404 404 404 404 404 404 405 404
pmp:replies_on                     302 404 404 404 404 404 404 405 404
pmp:replies_off                    302 404 404 404 404 404 404 405 404
pmp:service_settings               302 404 404 404 404 404 404 200 404
pmp:programme_list                 302 404 404 404 404 404 200 200 200
pmp:programme_create               302 404 404 404 404 404 200 200 200
pmp:programme                      302 404 404 404 404 404 200 200 404
pmp:task_list                      302 404 404 404 404 404 200 200 404
pmp:task_tick                      302 404 404 404 404 404 405 405 405
pmp:running_sheet                  302 404 404 404 404 404 200 200 404
pmp:session_list                   302 404 404 404 404 404 200 200 404
pmp:session_move                   302 404 404 404 404 404 200 200 404
pmp:session_skip                   302 404 404 404 404 404 405 405 405
pmp:session_add                    302 404 404 404 404 404 405 405 405
pmp:session_drop                   302 404 404 404 404 404 405 405 405
pmp:upload                         302 404 404 404 404 404 200 200 404
pmp:upload_preview                 302 404 404 404 404 404 200 200 404
pmp:upload_confirm                 302 404 404 404 404 404 405 405 405
pmp:upload_discard                 302 404 404 404 404 404 405 405 405
pmp:participant_add                302 404 404 404 404 404 200 200 404
pmp:participant                    302 404 404 404 404 404 200 200 404
pmp:participant_withdraw           302 404 404 404 404 404 405 405 405
pmp:participant_answers            302 404 404 404 404 404 200 200 404
pmp:invitation_resend              302 404 404 404 404 404 405 405 405
pmp:invite                         302 404 404 404 404 404 200 200 404
pmp:slips                          302 404 404 404 404 404 200 200 404
pmp:handover                       302 404 404 404 404 404 200 200 404
pmp:handover_check                 302 404 404 404 404 404 302 302 404
pmp:handover_done                  302 404 404 404 404 404 302 302 404
pmp:ptv_programmes                 302 404 404 404 404 200 404 404 404
pmp:ptv_programme                  302 404 404 404 404 404 404 404 404
pmp:ptv_task_tick                  302 405 405 405 405 405 405 405 405
pmp:ptv_running_sheet              302 404 404 404 404 404 404 404 404
pmp:code                           200 200 200 200 200 200 200 200 200
pmp:questions                      302 302 302 302 302 302 302 302 302
pmp:question_check                 302 302 302 302 302 302 302 302 302
pmp:question_done                  302 302 302 302 302 302 302 302 302
pmp:question                       200 200 200 200 200 200 200 200 200
demo                               404 404 404 404 404 404 404 404 404
demo_sign_in                       405 405 405 405 405 405 405 405 405
"""

TABLE = {
    name: tuple(int(status) for status in statuses)
    for name, *statuses in (line.split() for line in _TABLE.splitlines() if line.strip())
}
